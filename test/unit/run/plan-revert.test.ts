import assert from 'node:assert/strict';
import type { Entry } from '../../../src/ledger/entry.ts';
import { checksumOf } from '../../../src/run/checksum.ts';
import { planRevert } from '../../../src/run/plan/plan-revert.ts';
import type { RunPlan, RunSelection } from '../../../src/run/plan/run-plan.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { migrationsOf } from '../../support/migrations.ts';

const files = {
	'001_a.sql': '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\nDROP TABLE a;\n',
	'002_b.sql': '-- upgrade\nCREATE TABLE b (id);\n-- downgrade\nDROP TABLE b;\n',
	'003_c.sql': '-- upgrade\nCREATE TABLE c (id);\n-- downgrade\nDROP TABLE c;\n',
	'004_d.sql': 'CREATE TABLE d (id);\n',
};

describe('planRevert', () => {
	it('takes back the last applied one, where nothing is said', async () => {
		assert.deepEqual(versions(await planned(['001', '002'])), ['002']);
	});

	it('takes back everything after a version, last applied first', async () => {
		assert.deepEqual(versions(await planned(['001', '003', '002'], { to: '001' })), ['002', '003']);
		assert.deepEqual(versions(await planned(['001', '002', '003'], { steps: 2 })), ['003', '002']);
	});

	it('refuses to go back to what is not applied', async () => {
		assert.match((await planned(['001'], { to: '003' })).refusal?.message ?? '', /003 is not applied/);
	});

	it('refuses one without a downgrade, before anything is done', async () => {
		const plan = await planned(['001', '002', '003', '004'], { to: '001' });
		assert.match(plan.refusal?.message ?? '', /004_d\.sql has no downgrade/);
	});

	it('refuses one that was edited after it ran', async () => {
		const edited: Entry = { version: '001', status: 'applied', checksum: checksumOf('other') };
		assert.match((await plannedFor([edited])).refusal?.message ?? '', /edited after it was applied/);
	});

	it('takes a corrected downgrade, where the upgrade is the one that ran', async () => {
		const upgrade = (await migrationsOf(files)).migrations[0]?.text.upgrade?.fragments[0]?.text ?? '';
		const corrected: Entry = { version: '001', status: 'applied', checksum: checksumOf('as it was'), sql: upgrade };
		assert.deepEqual(versions(await plannedFor([corrected])), ['001']);
	});

	it('refuses where the file is gone', async () => {
		assert.match((await planned(['001', '009'])).refusal?.message ?? '', /file of 009 is gone/);
	});

	it('leaves what was skipped', async () => {
		const entries: Entry[] = [
			{ version: '001', status: 'applied' },
			{ version: '002', status: 'skipped' },
		];
		assert.deepEqual(versions(await plannedFor(entries)), ['001']);
	});
});

async function planned(applied: readonly string[], selection: RunSelection = {}): Promise<RunPlan> {
	return plannedFor(
		applied.map((version) => ({ version, status: 'applied' })),
		selection,
	);
}

async function plannedFor(entries: readonly Entry[], selection: RunSelection = {}): Promise<RunPlan> {
	return planRevert(await migrationsOf(files), entries, selection, await loadDialect('sqlite'), {});
}

function versions(plan: RunPlan): readonly string[] {
	assert.equal(plan.refusal, undefined);
	return plan.steps.map(({ migration }) => migration.file.version);
}
