import assert from 'node:assert/strict';
import type { Entry } from '../../../src/ledger/entry.ts';
import { compareWithLedger } from '../../../src/run/ledger-comparison.ts';
import { migrationsOf } from '../../support/migrations.ts';

const files = {
	'002_b.sql': 'CREATE TABLE b (id);',
	'003_c.sql': 'CREATE TABLE c (id);',
	'004_d.sql': 'CREATE TABLE d (id);',
};

describe('compareWithLedger', () => {
	it('says what was applied after a later one', async () => {
		assert.deepEqual(await states([applied('002'), applied('004'), applied('003')]), [
			'002 applied',
			'003 applied: applied after 004',
			'004 applied',
		]);
	});

	it('counts what was skipped as recorded, and says so', async () => {
		assert.deepEqual(await states([applied('002'), { version: '004', status: 'skipped' }, applied('003')]), [
			'002 applied',
			'003 applied: applied after 004',
			'004 skipped: recorded as skipped',
		]);
	});

	it('tells what is pending from what came too late', async () => {
		assert.deepEqual(await states([applied('003')]), [
			'002 out of order: not applied, though 003 is',
			'003 applied',
			'004 pending',
		]);
	});

	it('says how it was recorded where it did not run', async () => {
		assert.deepEqual(
			await states([
				{ version: '002', status: 'baselined' },
				{ version: '003', status: 'marked' },
				{ version: '004', status: 'running' },
			]),
			['002 applied: recorded as baselined', '003 applied: recorded as marked', '004 failed: began and did not end'],
		);
	});

	it('gives a shared number to the file that has the name of the entry', async () => {
		const twins = { '002_first.sql': '', '002_second.sql': '', '003_c.sql': '' };
		assert.deepEqual(await states([{ ...applied('002'), name: 'second' }], twins), [
			'002 pending: shares its number with 002_second.sql',
			'002 applied',
			'003 pending',
		]);
		assert.deepEqual(await states([{ ...applied('002'), name: 'unknown' }], twins), [
			'002 applied',
			'002 pending: shares its number with 002_first.sql',
			'003 pending',
		]);
	});

	it('keeps entries whose file is gone apart', async () => {
		const { withoutFile } = compareWithLedger(await migrationsOf(files), [
			applied('001'),
			{ version: '000', status: 'failed' },
		]);
		assert.deepEqual(
			withoutFile.map(({ version }) => version),
			['001'],
		);
	});
});

async function states(
	entries: readonly Entry[],
	sources: Readonly<Record<string, string>> = files,
): Promise<readonly string[]> {
	const { migrations } = compareWithLedger(await migrationsOf(sources), entries);
	return migrations.map(
		({ migration, state, note }) => `${migration.file.version} ${state}${note === undefined ? '' : `: ${note}`}`,
	);
}

function applied(version: string): Entry {
	return { version, status: 'applied' };
}
