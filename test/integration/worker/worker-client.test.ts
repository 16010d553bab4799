import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { findAssets } from '../../../src/project/assets.ts';
import type { RunEvent } from '../../../src/run/events.ts';
import { WorkerClient } from '../../../src/worker/client.ts';
import { sampleProject, sqliteConfiguration } from '../../support/sample-project.ts';

const files = {
	'plumbline.json': sqliteConfiguration,
	'migrations/001_apps.sql':
		'-- upgrade\nCREATE TABLE apps (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE apps;\n',
	'migrations/002_tags.sql':
		'-- upgrade\nCREATE TABLE tags (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE tags;\n',
};

describe('the worker', () => {
	let worker: WorkerClient;
	beforeEach(() => {
		worker = new WorkerClient(findAssets().worker);
	});
	afterEach(() => worker.dispose());

	it('reads, plans, applies and reverts, and tells how it goes', async () => {
		await using project = await sampleProject(files);
		const { root } = project;
		const [before] = await worker.request('status', { root });
		assert.equal(before?.state, 'not initialised');
		const plan = await worker.request('plan', { root, environment: 'dev', action: 'apply' });
		assert.deepEqual(
			plan.steps.map(({ statements }) => statements),
			[['CREATE TABLE apps (id INTEGER PRIMARY KEY)'], ['CREATE TABLE tags (id INTEGER PRIMARY KEY)']],
		);
		assert.equal(existsSync(project.pathOf('dev.db')), false);

		const events: RunEvent['type'][] = [];
		const report = await worker.request(
			'up',
			{ root, environment: 'dev' },
			{ onEvent: (_, event) => events.push(event.type) },
		);
		assert.deepEqual(
			report.done.map(({ version }) => version),
			['001', '002'],
		);
		assert.deepEqual(events, [
			'plan',
			'migration started',
			'statement done',
			'migration done',
			'migration started',
			'statement done',
			'migration done',
		]);

		const [after] = await worker.request('status', { root, environment: 'dev' });
		assert.equal(after?.state, 'up to date');
		assert.equal((await worker.request('down', { root, environment: 'dev' })).done[0]?.version, '002');
		const [reverted] = await worker.request('status', { root, environment: 'dev' });
		assert.deepEqual(
			reverted?.migrations.map(({ state }) => state),
			['applied', 'pending'],
		);
	});

	it('breaks off when it is asked to, and answers with what was done', async () => {
		await using project = await sampleProject({
			...files,
			'migrations/003_loop.py': 'def upgrade(conn):\n    print("looping")\n    while True:\n        pass\n',
		});
		const controller = new AbortController();
		const report = await worker.request(
			'up',
			{ root: project.root, environment: 'dev' },
			{
				signal: controller.signal,
				onEvent: (_, event) => event.type === 'output' && event.text === 'looping' && controller.abort(),
			},
		);
		assert.deepEqual([report.cancelled, report.done.length, report.brokenOff?.version], [true, 2, '003']);
		assert.equal((await worker.request('status', { root: project.root }))[0]?.state, 'behind');
	});

	it('answers an error under its own name, and goes on', async () => {
		await using project = await sampleProject(files);
		const { root } = project;
		await assert.rejects(worker.request('up', { root, environment: 'nope' }), {
			name: 'SessionError',
			message: /no environment or database "nope"/,
		});
		assert.equal((await worker.request('status', { root })).length, 1);
	});

	it('tells those who wait when it crashed, and is there again for the next request', async () => {
		await using project = await sampleProject({
			...files,
			'migrations/003_kill.py':
				'import os\ndef upgrade(conn):\n    conn.execute("CREATE TABLE half (id)")\n    os.kill(os.getppid(), 9)\n    while True:\n        pass\n',
		});
		const { root } = project;
		await assert.rejects(worker.request('up', { root, environment: 'dev' }), {
			name: 'WorkerCrashedError',
			message: /The worker process (?:was ended by SIGKILL|ended with exit status)/,
		});
		const [row] = await worker.request('status', { root });
		assert.deepEqual(
			row?.migrations.map(({ state }) => state),
			['applied', 'applied', 'pending'],
		);
	});

	it('says why it cannot start', async () => {
		const missing = new WorkerClient('/no/such/worker.js');
		await assert.rejects(missing.request('selfCheck', {}), {
			name: 'WorkerCrashedError',
			message: /exit status 1.*no\/such\/worker\.js/s,
		});
	});

	it('ends when nobody asks it anything, and starts again when somebody does', async () => {
		await using project = await sampleProject(files);
		const idle = new WorkerClient(findAssets().worker, { idleMs: 100 });
		try {
			for (let time = 0; time < 2; time++) {
				assert.equal((await idle.request('status', { root: project.root })).length, 1);
				await sleep(300);
			}
		} finally {
			idle.dispose();
		}
	});

	it('does not keep the process of those who asked it alive', async () => {
		await using project = await sampleProject(files);
		const program = `
			const { WorkerClient } = await import(${JSON.stringify(pathToFileURL(path.resolve('src/worker/client.ts')).href)});
			const worker = new WorkerClient(${JSON.stringify(findAssets().worker)});
			console.log((await worker.request('status', { root: ${JSON.stringify(project.root)} }))[0].state);
		`;
		const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
			timeout: 20_000,
		});
		assert.equal(stdout, 'not initialised\n');
	});

	it('proves that everything it ships with is in its place', async function () {
		this.timeout(60_000);
		const proved = await worker.request('selfCheck', {});
		assert.deepEqual(Object.keys(proved), ['postgresql', 'sqlite', 'pglite', 'python', 'typescript']);
	});
});
