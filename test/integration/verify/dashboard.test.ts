import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { makeDatabases } from '../../../examples/dashboard/make-databases.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { openProject } from '../../../src/project/project.ts';
import { loadMigrationSet } from '../../../src/project/session/migration-set.ts';
import { uriOfPath } from '../../../src/project/uri.ts';
import type { Verification } from '../../../src/verify/report.ts';
import { folderState, inTemporaryFolder } from '../../support/folder-state.ts';
import { told, verifyWith } from '../../support/verify-with.ts';

/** Verifies databases of a fresh copy of the example, and holds that nothing of it changed. */
async function verifyDashboard(names: readonly string[]): Promise<readonly Verification[]> {
	return await inTemporaryFolder(async (folder) => {
		cpSync(path.join(import.meta.dirname, '../../../examples/dashboard'), folder, { recursive: true });
		makeDatabases(folder);
		const project = await openProject(uriOfPath(folder));
		const directory = await loadMigrationSet(project, 'sqlite', undefined);
		const { ledger } = project.configuration;
		const before = folderState(folder);
		const reports: Verification[] = [];
		for (const name of names) {
			const connection = await openSqlite(path.join(folder, 'data', `${name}.db`), 'read');
			reports.push(await verifyWith(connection, directory, { root: folder, ...(ledger && { described: ledger }) }));
			await connection.close();
		}
		assert.deepEqual(folderState(folder), before);
		return reports;
	});
}

describe('the migrations table that lied (incident B)', function () {
	this.timeout(60_000);
	const reports = new Map<string, Verification>();
	const names = ['main', 'dev', 'prod', 'qa', 'env3', 'test_suite', 'demo'];
	const toldOf = (name: string, proof: Parameters<typeof told>[1]) => {
		const report = reports.get(name);
		assert.ok(report);
		return told(report, proof);
	};

	before(async () => {
		for (const [index, report] of (await verifyDashboard(names)).entries()) reports.set(names[index] ?? '', report);
	});

	it('names the column that is recorded and not there, where it is not there', () => {
		const lie = '004 is recorded, but `milestones.app_id` is missing';
		const liars = names.filter((name) => toldOf(name, 'drift').includes(lie));
		assert.deepEqual(liars, ['prod', 'env3']);
	});

	it('names the order of application', () => {
		const swapped = names.filter((name) => toldOf(name, 'ledger').includes('003 was applied after 004'));
		assert.deepEqual(swapped, ['main', 'env3']);
	});

	it('names the migrations that cannot run, in the words of the database', () => {
		assert.deepEqual(toldOf('prod', 'replay'), [
			'failed',
			'004_milestone_app.sql failed: duplicate column name: app_id.',
			'008_widget_titles.py has no upgrade function: it has rollback(), migrate(). Rename the function as the other migrations call theirs.',
			'009_announcement.sql failed: table notifications has no column named notification_type.',
		]);
	});

	it('says what people wrote by hand, what failed, and what is pending', () => {
		assert.deepEqual(toldOf('dev', 'ledger').slice(1), [
			'pending: 012_saved_views.sql',
			'(004 to 016 are recorded as "skipped (already applied)": nothing of that ran here)',
		]);
		assert.equal(toldOf('qa', 'ledger')[1], '004 is recorded as failed');
	});

	it('finds no drift that is none', () => {
		for (const name of ['main', 'dev', 'qa', 'test_suite']) assert.notEqual(toldOf(name, 'drift')[0], 'failed', name);
	});

	it('keeps a database that nobody used apart', () => {
		assert.equal(toldOf('demo', 'ledger')[0], 'not proved');
		assert.match(toldOf('demo', 'ledger')[1] ?? '', /^not initialised/);
	});
});
