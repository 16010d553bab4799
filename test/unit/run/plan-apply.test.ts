import assert from 'node:assert/strict';
import type { Entry, EntryStatus } from '../../../src/ledger/entry.ts';
import { checksumOf } from '../../../src/run/checksum.ts';
import { planApply } from '../../../src/run/plan/plan-apply.ts';
import type { RunPlan, RunSelection } from '../../../src/run/plan/run-plan.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { migrationsOf } from '../../support/migrations.ts';

const three = {
	'001_apps.sql': '-- upgrade\nCREATE TABLE apps (id INTEGER);\n-- downgrade\nDROP TABLE apps;\n',
	'002_members.sql': 'CREATE TABLE members (id INTEGER);\n',
	'003_tags.py': 'def upgrade(conn):\n    conn.execute("CREATE TABLE tags (id INTEGER)")\n',
};

describe('planApply', () => {
	it('plans what is pending, in order', async () => {
		const plan = await planned(three, [entry('001')]);
		assert.equal(plan.refusal, undefined);
		assert.deepEqual(versions(plan), ['002', '003']);
	});

	it('goes as far as asked', async () => {
		assert.deepEqual(versions(await planned(three, [], { to: '002' })), ['001', '002']);
		assert.deepEqual(versions(await planned(three, [], { to: '2' })), ['001', '002']);
		assert.deepEqual(versions(await planned(three, [], { steps: 1 })), ['001']);
	});

	it('tells what is pending and was not asked for', async () => {
		const asked = await planned(three, [entry('001')], { to: '001' });
		assert.deepEqual([versions(asked), asked.later], [[], ['002', '003']]);
		assert.deepEqual((await planned(three, [], { steps: 2 })).later, ['003']);
		assert.equal((await planned(three, [])).later, undefined);
	});

	it('refuses a version that no file has', async () => {
		assert.match(refusal(await planned(three, [], { to: '009' })), /no migration 009/);
	});

	it('takes up again what was reverted', async () => {
		assert.deepEqual(versions(await planned(three, [entry('001'), entry('002', 'reverted')])), ['002', '003']);
	});

	it('does not run what was skipped', async () => {
		assert.deepEqual(versions(await planned(three, [entry('001'), entry('002', 'skipped')])), ['003']);
	});

	it('refuses after a failed one, with its error', async () => {
		const plan = await planned(three, [entry('001'), { ...entry('002', 'failed'), error: 'disk full' }]);
		assert.match(refusal(plan), /002_members\.sql is recorded as failed \(disk full\)/);
		assert.deepEqual(plan.steps, []);
	});

	it('refuses after an edited one, and not where only line endings differ', async () => {
		const source = three['001_apps.sql'];
		const same = { ...entry('001'), checksum: checksumOf(`\uFEFF${source.replaceAll('\n', '\r\n')}`) };
		assert.equal((await planned(three, [same])).refusal, undefined);
		const other = { ...entry('001'), checksum: checksumOf(`${source} `) };
		assert.match(refusal(await planned(three, [other])), /001_apps\.sql was edited after it was applied/);
	});

	it('refuses one that comes before an applied one', async () => {
		assert.match(refusal(await planned(three, [entry('002')])), /001_apps\.sql is not applied, though 002 is/);
	});

	it('refuses where the file of an applied one is gone', async () => {
		assert.match(
			refusal(await planned(three, [{ ...entry('000'), name: 'start' }])),
			/000 \(start\) ran, and the file is gone/,
		);
	});

	it('refuses two files with one number, once it comes to them', async () => {
		const files = { ...three, '002_more.sql': 'CREATE TABLE more (id INTEGER);' };
		assert.match(refusal(await planned(files, [])), /have the same number 002/);
		assert.deepEqual(versions(await planned(files, [], { to: '001' })), ['001']);
		assert.equal((await planned(files, [], { to: '001' })).refusal, undefined);
	});

	it('refuses as a whole where a Python migration is pending and there is no Python', async () => {
		const plan = await planned(three, [], {}, {});
		assert.match(refusal(plan), /003_tags\.py needs Python 3\.8 or newer, and none was found/);
		assert.equal((await planned(three, [], { to: '002' }, {})).refusal, undefined);
	});

	it('refuses functions that nobody calls, naming what is there', async () => {
		const plan = await planned({ '001_a.py': 'def migrate(conn):\n    pass\n' }, []);
		assert.match(refusal(plan), /001_a\.py/);
		assert.match(refusal(plan), /migrate/);
	});

	it('leaves TypeScript to its framework', async () => {
		const plan = await planned({ '001_a.ts': 'export async function up(db) { await db.query(`SELECT 1`); }\n' }, []);
		assert.match(refusal(plan), /run by its framework and not by Plumbline/);
	});

	it('finds an entry whose version is written in another way', async () => {
		assert.deepEqual(versions(await planned(three, [entry('1'), entry('2')])), ['003']);
	});

	it('refuses a COMMIT in the middle, at the COMMIT', async () => {
		const source = 'BEGIN;\nCREATE TABLE a (id);\nCOMMIT;\nCREATE TABLE b (id);\n';
		const plan = await planned({ '001_a.sql': source }, []);
		assert.match(refusal(plan), /commits in the middle/);
		const { range } = plan.refusal ?? {};
		assert.equal(source.slice(range?.start, range?.end), 'COMMIT');
	});

	it('runs what SQLite refuses in a transaction on its own', async () => {
		const plan = await planned({ '001_a.sql': 'CREATE TABLE a (id);\nVACUUM;\n' }, []);
		assert.equal(plan.steps[0]?.work.type, 'journaled');
		assert.match(plan.steps[0]?.notes.join() ?? '', /VACUUM cannot run inside one/);
	});
});

async function planned(
	files: Readonly<Record<string, string>>,
	entries: readonly Entry[],
	selection: RunSelection = {},
	abilities: { readonly python?: string } = { python: 'Python 3.12.0' },
): Promise<RunPlan> {
	return planApply(await migrationsOf(files), entries, selection, await loadDialect('sqlite'), abilities);
}

function entry(version: string, status: EntryStatus = 'applied'): Entry {
	return { version, status };
}

function versions(plan: RunPlan): readonly string[] {
	return plan.steps.map(({ migration }) => migration.file.version);
}

function refusal(plan: RunPlan): string {
	assert.ok(plan.refusal, 'the plan was not refused');
	return plan.refusal.message;
}
