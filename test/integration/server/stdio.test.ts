import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { copyDashboard } from '../../../examples/copy-dashboard.ts';
import { joinUri, uriOfPath } from '../../../src/project/uri.ts';
import type { ProjectState, RunReport } from '../../../src/server/protocol.ts';
import { LanguageClient } from '../../support/language-client.ts';

const main = path.join(import.meta.dirname, '..', '..', '..', 'src', 'server', 'main.ts');

describe('the language server as a process', () => {
	let folder: string;
	let root: string;
	let server: ChildProcessByStdio<Writable, Readable, null>;
	let client: LanguageClient;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'plumbline server '));
		root = uriOfPath(copyDashboard(folder));
	});

	afterEach(() => {
		client.dispose();
		server.kill();
		rmSync(folder, { recursive: true, force: true });
	});

	async function start(trusted: boolean): Promise<void> {
		server = spawn(process.execPath, ['--liftoff-only', main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
		[client] = await LanguageClient.join(server.stdout, server.stdin, { folders: [root], trusted });
	}

	it('says what the dashboard suffers from, each in its place', async () => {
		await start(false);
		const rules = async (name: string) => {
			const uri = joinUri(root, `migrations/${name}`);
			const text = readFileSync(path.join(folder, 'dashboard', 'migrations', name), 'utf8');
			const diagnostics = await client.open(uri, text);
			return diagnostics.map(({ code, range }) => `${code} ${range.start.line + 1}:${range.start.character + 1}`);
		};
		assert.deepEqual(await rules('004_milestone_app.sql'), ['schema/already-exists 3:35']);
		assert.ok((await rules('009_announcement.sql')).includes('schema/unknown-column 3:28'));
		assert.ok((await rules('008_widget_titles.py')).some((found) => found.startsWith('structure/function-name 4:5')));
		assert.deepEqual(childrenOf(server.pid), [], 'a workspace that is not trusted starts no process');
	});

	it('applies and reverts on a real database, and says so in its state', async () => {
		await start(true);
		const target = { root, environment: 'demo', token: 'run' };
		const report = await client.connection.sendRequest<RunReport>('plumbline/apply', { ...target, to: '003' });
		assert.deepEqual([report.done.map(({ version }) => version), report.failure], [['001', '002', '003'], undefined]);
		assert.deepEqual(recorded(folder), ['001', '002', '003']);
		await client.connection.sendRequest<RunReport>('plumbline/revert', target);
		assert.deepEqual(recorded(folder), ['001', '002']);
		const state = await client.connection.sendRequest<ProjectState>('plumbline/refresh', { root });
		const demo = state.databases.find(({ name }) => name === 'demo');
		assert.deepEqual(
			demo?.migrations.filter((it) => it.state === 'applied').map(({ version }) => version),
			['001', '002'],
		);
	});

	it('gives a failing statement its place, and leaves nothing of it behind', async () => {
		await start(true);
		const params = { root, environment: 'demo', token: 'run', to: '004' };
		const { failure } = await client.connection.sendRequest<RunReport>('plumbline/apply', params);
		assert.match(failure?.message ?? '', /duplicate column name: app_id/);
		assert.equal(failure?.uri, joinUri(root, 'migrations/004_milestone_app.sql'));
		const text = readFileSync(path.join(folder, 'dashboard', 'migrations', '004_milestone_app.sql'), 'utf8');
		assert.match(text.slice(failure?.range?.start, failure?.range?.end), /^ALTER TABLE milestones ADD COLUMN app_id/);
		assert.deepEqual(recorded(folder), ['001', '002', '003']);
	});

	it('ends at once when it is told to, and its worker with it', async () => {
		await start(true);
		await client.connection.sendRequest('plumbline/refresh', { root, environment: 'demo' });
		const workers = childrenOf(server.pid);
		assert.equal(workers.length, process.platform === 'linux' ? 1 : 0);
		await client.connection.sendRequest('shutdown');
		await client.connection.sendNotification('exit');
		const [code] = await once(server, 'exit');
		assert.equal(code, 0);
		await gone(workers);
	});
});

function recorded(folder: string): unknown[] {
	const database = new DatabaseSync(path.join(folder, 'dashboard', 'data', 'demo.db'), { readOnly: true });
	try {
		const rows = database
			.prepare("SELECT version FROM schema_versions WHERE status = 'applied' ORDER BY version")
			.all();
		return rows.map(({ version }) => version);
	} finally {
		database.close();
	}
}

/** Process ids, where /proc tells them. */
function childrenOf(pid: number | undefined): number[] {
	if (process.platform !== 'linux' || pid === undefined) return [];
	const tasks = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
	return tasks === '' ? [] : tasks.split(' ').map(Number);
}

async function gone(pids: readonly number[]): Promise<void> {
	while (pids.some((pid) => existsSync(`/proc/${pid}`))) await setTimeout(50);
}
