import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openProject } from '../../../src/project/project.ts';
import { Databases } from '../../../src/server/databases.ts';
import { Trust } from '../../../src/server/trust.ts';
import { TrustedWorker, type Worker } from '../../../src/server/trusted-worker.ts';
import type { DatabaseStatus } from '../../../src/worker/protocol.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import { RecordingWorker, statusOf } from '../../support/recording-worker.ts';

const root = 'file:///shop';
const silent = { error: () => undefined, warn: () => undefined };

async function databasesOn(worker: Worker) {
	const environments = { fleet: { url: 'sqlite:data/*.db' } };
	const files = memoryFiles(root, { 'plumbline.json': JSON.stringify({ environments }) });
	const trusted = new TrustedWorker(new Trust(true), () => worker);
	const databases = new Databases({ worker: trusted, onChanged: () => undefined, log: silent });
	return { databases, project: await openProject(root, { files }) };
}

describe('what is known of databases', () => {
	it('is what was asked for last, whichever answer came last', async () => {
		const answers: ((found: readonly DatabaseStatus[]) => void)[] = [];
		const worker = new RecordingWorker();
		worker.readStatus = () => new Promise((resolve) => answers.push(resolve));
		const { databases, project } = await databasesOn(worker);
		const both = [databases.refresh(project), databases.refresh(project)];
		const found = { ...statusOf('fleet'), name: 'fleet/a' };
		answers[1]?.([{ ...found, state: 'up to date' }]);
		await both[1];
		answers[0]?.([{ ...found, state: 'behind' }]);
		await both[0];
		assert.deepEqual(
			databases.state(project).databases.map(({ state }) => state),
			['up to date'],
		);
	});

	it('tells of no proof for a database that was gone meanwhile', async () => {
		const worker = new RecordingWorker();
		let found = ['fleet/a', 'fleet/b'];
		worker.readStatus = async (environment) => found.map((name) => ({ ...statusOf(environment), name }));
		const { databases, project } = await databasesOn(worker);
		const proved = { environment: 'fleet', verdict: 'proved', proofs: [] } as const;
		await databases.proved(
			project,
			found.map((name) => ({ ...proved, name })),
		);
		for (const now of [['fleet/a'], ['fleet/a', 'fleet/b']]) {
			found = now;
			await databases.refresh(project);
		}
		assert.deepEqual(Object.keys(databases.state(project).verified), ['fleet/a']);
	});
});
