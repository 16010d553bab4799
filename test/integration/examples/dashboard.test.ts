import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDashboard } from '../../../examples/copy-dashboard.ts';
import { histories, neverInitialised } from '../../../examples/dashboard/make-databases.ts';

describe('the databases of examples/dashboard', () => {
	let folder = '';
	let copy = '';

	before(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'plumbline-dashboard-'));
		copy = copyDashboard(folder);
	});

	after(() => rmSync(folder, { recursive: true, force: true }));

	const ask = (name: string, sql: string): readonly Record<string, unknown>[] => {
		const database = new DatabaseSync(path.join(copy, 'data', `${name}.db`), { readOnly: true });
		try {
			return database.prepare(sql).all();
		} finally {
			database.close();
		}
	};
	const columnsOf = (name: string, table: string) =>
		ask(name, `SELECT name FROM pragma_table_info('${table}')`).map((row) => row.name);
	const applied = (name: string) =>
		ask(name, 'SELECT version FROM schema_versions ORDER BY applied_at, rowid').map(({ version }) => version);
	const statusOf = (name: string, version: string) =>
		ask(name, `SELECT status FROM schema_versions WHERE version = '${version}'`)[0]?.status;

	it('are twelve, named as the environments of plumbline.json', () => {
		const configured = readFileSync(path.join(copy, 'plumbline.json'), 'utf8').matchAll(/sqlite:data\/(\w+)\.db/g);
		const names = [...Object.keys(histories), ...neverInitialised];
		assert.deepEqual(Array.from(configured, ([, name]) => name).sort(), names.sort());
		assert.equal(names.length, 12);
	});

	it('hold 004 in the migrations table of prod and env3, and not its column', () => {
		for (const name of ['prod', 'env3']) {
			assert.equal(statusOf(name, '004'), 'skipped (already applied)');
			assert.deepEqual(columnsOf(name, 'milestones'), ['id', 'title', 'due_on']);
		}
	});

	it('hold the column where 003 or 004 really made it', () => {
		for (const name of ['main', 'dev', 'qa', 'test_suite']) {
			assert.deepEqual(columnsOf(name, 'milestones'), ['id', 'title', 'due_on', 'app_id']);
		}
	});

	it('say that 003 ran after 004 on main and env3 alone', () => {
		const outOfOrder = Object.keys(histories).filter((name) => {
			const order = applied(name);
			return order.indexOf('003') > order.indexOf('004') && order.includes('004');
		});
		assert.deepEqual(outOfOrder, ['main', 'env3']);
	});

	it('record the failure of 004 on qa, and nothing after it', () => {
		assert.deepEqual(applied('qa'), ['001', '002', '003', '004']);
		assert.equal(statusOf('qa', '004'), 'failed');
		assert.deepEqual(columnsOf('qa', 'widgets'), []);
	});

	it('never saw the second migration that took the number 012', () => {
		for (const name of Object.keys(histories)) assert.deepEqual(columnsOf(name, 'saved_views'), []);
		assert.equal(ask('prod', "SELECT name FROM schema_versions WHERE version = '012'")[0]?.name, 'digest_settings');
	});

	it('are empty files where nobody ever used them', () => {
		for (const name of neverInitialised) {
			assert.equal(readFileSync(path.join(copy, 'data', `${name}.db`)).length, 0);
		}
	});
});
