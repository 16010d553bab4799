import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
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
});
