import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { copyDashboard } from '../../../examples/copy-dashboard.ts';

const run = promisify(execFile);
const START = path.join(import.meta.dirname, '..', '..', '..', 'examples', 'start.ts');

describe('npm start', () => {
	let folder = '';
	let story = '';
	let hasPython = true;

	before(async function () {
		this.timeout(240_000);
		folder = mkdtempSync(path.join(tmpdir(), 'plumbline-start-'));
		story = (await run(process.execPath, [START, folder], { encoding: 'utf8' })).stdout;
		hasPython = !story.includes('needs Python 3');
	});

	after(() => rmSync(folder, { recursive: true, force: true }));

	const inCopy = (...names: readonly string[]) => path.join(folder, 'dashboard', ...names);
	const ask = (name: string, sql: string): readonly Record<string, unknown>[] => {
		const database = new DatabaseSync(inCopy('data', `${name}.db`), { readOnly: true });
		try {
			return database.prepare(sql).all();
		} finally {
			database.close();
		}
	};
	const columnsOf = (table: string) =>
		ask('demo', `SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => name);

	it('ends in order, without colours where nobody sees them', () => {
		assert.match(story, /Everything went as told/);
		assert.ok(!story.includes('\u001b['));
	});

	it('takes its fixes in the copy alone', () => {
		const fixed = readdirSync(inCopy('migrations'));
		assert.ok(fixed.includes('017_saved_views.sql') && !fixed.includes('012_saved_views.sql'));
		assert.ok(!readFileSync(inCopy('migrations', '003_milestones.sql'), 'utf8').includes('app_id'));
		assert.match(readFileSync(inCopy('migrations', '008_widget_titles.py'), 'utf8'), /def upgrade[\s\S]*def downgrade/);
		assert.match(readFileSync(inCopy('migrations', '017_saved_views.sql'), 'utf8'), /CREATE TABLE IF NOT EXISTS/);
		const original = path.join(path.dirname(START), 'dashboard', 'migrations');
		assert.ok(readdirSync(original).includes('012_saved_views.sql'));
	});

	it('leaves demo with every migration that this machine can run, and with an entry for each', () => {
		const versions = readdirSync(inCopy('migrations')).map((fileName) => fileName.slice(0, 3));
		const wanted = hasPython ? versions : versions.filter((version) => version < '008');
		const entries = ask('demo', 'SELECT version, status FROM schema_versions ORDER BY version');
		assert.deepEqual(
			entries.map(({ version, status }) => `${version} ${status}`),
			wanted.sort().map((version) => `${version} applied`),
		);
		assert.deepEqual(columnsOf('milestones'), ['id', 'title', 'due_on', 'app_id']);
	});

	it('has really run what the migrations say, in SQL and in Python', function () {
		if (!hasPython) this.skip();
		assert.deepEqual(columnsOf('widgets'), ['id', 'app_id', 'kind', 'settings', 'position', 'title']);
		assert.deepEqual(columnsOf('notifications'), ['id', 'member_id', 'notification_type', 'body', 'read_at']);
		assert.equal(ask('demo', 'SELECT notification_type FROM notifications')[0]?.notification_type, 'announcement');
		assert.equal(ask('demo', 'SELECT name FROM tags')[0]?.name, 'new');
		const objects = ask('demo', "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY name");
		assert.deepEqual(
			objects.map(({ name }) => name),
			['apps_renamed', 'open_milestones'],
		);
	});

	it('has written to demo and to no other database', () => {
		const untouched = copyDashboard(path.join(folder, 'untouched'));
		for (const file of readdirSync(path.join(untouched, 'data'))) {
			const asMade = readFileSync(path.join(untouched, 'data', file));
			assert.equal(readFileSync(inCopy('data', file)).equals(asMade), file !== 'demo.db', file);
		}
		assert.deepEqual(readdirSync(inCopy('data')).sort(), readdirSync(path.join(untouched, 'data')).sort());
	});

	it('names the lie and its migration', () => {
		assert.match(story, /003 was applied after 004/);
		assert.match(story, /004 is recorded, but `milestones\.app_id` is missing/);
	});
});
