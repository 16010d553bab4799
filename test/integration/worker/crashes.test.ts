import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { findAssets } from '../../../src/project/assets.ts';
import type { RunReport } from '../../../src/run/events.ts';
import { WorkerClient } from '../../../src/worker/client.ts';
import type { FromWorker, ToWorker } from '../../../src/worker/protocol.ts';
import { workerEnvironment } from '../../../src/worker/worker-environment.ts';
import { objectsIn, recorded } from '../../support/run-on.ts';
import { type SampleProject, sampleProject, sqliteConfiguration } from '../../support/sample-project.ts';

/** Each makes two tables, so that a half would be seen. */
const migrations = Object.fromEntries(
	['001', '002', '003'].map((version) => [
		`migrations/${version}_step.sql`,
		`CREATE TABLE a${version} (id);\nINSERT INTO a${version} VALUES (1);\nCREATE TABLE b${version} (id);\n`,
	]),
);

describe('a worker that is killed', () => {
	for (const killAt of [1, 3, 5, 6, 9]) {
		it(`leaves each migration before or after, never half: after message ${killAt}`, async () => {
			await using project = await sampleProject({ 'plumbline.json': sqliteConfiguration, ...migrations });
			const worker = startWorker();
			let messages = 0;
			await request(worker, project, (message) => {
				if (message.type === 'event' && messages++ === killAt) worker.kill('SIGKILL');
			});
			const found = await stateOf(project);
			const applied = ['001', '002', '003'].slice(0, found.recorded.length);
			assert.deepEqual(
				found.recorded,
				applied.map((version) => `${version} applied`),
			);
			assert.deepEqual(found.objects, [
				...applied.map((version) => `a${version}`),
				...applied.map((version) => `b${version}`),
			]);

			const client = new WorkerClient(findAssets().worker);
			try {
				const report = await client.request('up', { root: project.root, environment: 'dev' });
				assert.deepEqual([report.failure, applied.length + report.done.length], [undefined, 3]);
			} finally {
				client.dispose();
			}
		});
	}

	it('takes a Python migration with it', async () => {
		await using project = await sampleProject({
			'plumbline.json': sqliteConfiguration,
			'migrations/001_loop.py':
				'import os\ndef upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n    conn.commit()\n    open("pid", "w").write(str(os.getpid()))\n    conn.execute("SELECT 1")\n    while True:\n        pass\n',
		});
		const worker = startWorker();
		let statements = 0;
		await request(worker, project, (message) => {
			if (message.type === 'event' && message.event.type === 'statement done' && ++statements === 2)
				worker.kill('SIGKILL');
		});
		assert.deepEqual(await stateOf(project), { objects: [], recorded: [] });
		const pid = Number((await import('node:fs')).readFileSync(project.pathOf('pid'), 'utf8'));
		await until(() => !isAlive(pid));
	});
});

describe('a worker whose parent goes away', () => {
	it('finishes the migration in hand with its entry, begins no other, and ends', async () => {
		await using project = await sampleProject({
			'plumbline.json': sqliteConfiguration,
			'migrations/001_slow.py':
				'import time\ndef upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n    time.sleep(0.5)\n    conn.execute("CREATE TABLE b (id)")\n',
			'migrations/002_next.sql': 'CREATE TABLE c (id);',
		});
		const worker = startWorker();
		let disconnected = false;
		await request(worker, project, (message) => {
			if (disconnected || message.type !== 'event' || message.event.type !== 'statement done') return;
			disconnected = true;
			worker.disconnect();
		});
		assert.equal(worker.exitCode, 0);
		assert.deepEqual(await stateOf(project), { objects: ['a', 'b'], recorded: ['001 applied'] });
	});
});

describe('several runners at once', () => {
	for (const runners of [2, 5]) {
		it(`${runners} first runs apply each migration once`, async function () {
			this.timeout(60_000);
			await using project = await sampleProject({ 'plumbline.json': sqliteConfiguration, ...migrations });
			const clients = Array.from({ length: runners }, () => new WorkerClient(findAssets().worker));
			try {
				const reports: readonly RunReport[] = await Promise.all(
					clients.map((client) => client.request('up', { root: project.root, environment: 'dev' })),
				);
				assert.deepEqual(
					reports.map(({ failure }) => failure),
					Array(runners).fill(undefined),
				);
				assert.equal(
					reports.reduce((sum, { done }) => sum + done.length, 0),
					3,
				);
			} finally {
				for (const client of clients) client.dispose();
			}
			assert.deepEqual((await stateOf(project)).recorded, ['001 applied', '002 applied', '003 applied']);
			assert.deepEqual(
				readdirSync(project.folder).filter((name) => name.includes('lock')),
				[],
			);
		});
	}
});

function startWorker(): ChildProcess {
	return fork(findAssets().worker, [], {
		env: workerEnvironment(process.env),
		serialization: 'advanced',
		stdio: ['ignore', 2, 2, 'ipc'],
	});
}

/** Sends `up`, shows every message to `watch`, and resolves when the process has ended; it is let go once it answered. */
async function request(
	worker: ChildProcess,
	project: SampleProject,
	watch: (message: FromWorker) => void,
): Promise<void> {
	worker.on('message', (message: FromWorker) => {
		const up: ToWorker = { type: 'request', id: 1, method: 'up', params: { root: project.root, environment: 'dev' } };
		if (message.type === 'ready') worker.send(up);
		watch(message);
		if ((message.type === 'result' || message.type === 'error') && worker.connected) worker.disconnect();
	});
	await once(worker, 'exit');
}

async function stateOf(project: SampleProject) {
	const file = project.pathOf('dev.db');
	if (!existsSync(file)) return { objects: [], recorded: [] };
	const connection = await openSqlite(file, 'read');
	try {
		return { objects: await objectsIn(connection), recorded: await recorded(connection) };
	} finally {
		await connection.close();
	}
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Waits for as long as the test may take. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}
