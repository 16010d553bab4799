import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { SerialQueues } from '../../../src/worker/serial-queues.ts';
import { workerEnvironment } from '../../../src/worker/worker-environment.ts';

describe('SerialQueues', () => {
	it('does work with one key in order, and with several side by side', async () => {
		const queues = new SerialQueues();
		const log: string[] = [];
		const work = (name: string, ms: number) => async () => {
			log.push(`${name} begins`);
			await sleep(ms);
			log.push(`${name} ends`);
			return name;
		};
		const results = await Promise.all([
			queues.run('a', work('first', 20)),
			queues.run('a', work('second', 0)),
			queues.run('b', work('other', 5)),
		]);
		assert.deepEqual(results, ['first', 'second', 'other']);
		assert.deepEqual(log, ['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
	});

	it('goes on after work that failed', async () => {
		const queues = new SerialQueues();
		const failed = queues.run('a', () => Promise.reject(new Error('no')));
		const next = queues.run('a', () => Promise.resolve('yes'));
		await assert.rejects(failed, /no/);
		assert.equal(await next, 'yes');
	});
});

describe('workerEnvironment', () => {
	it('keeps an editor and Node options out of the worker', () => {
		const environment = {
			PATH: '/bin',
			VSCODE_PID: '1',
			ELECTRON_RUN_AS_NODE: '1',
			NODE_OPTIONS: '--inspect',
			PLUMBLINE_SECRET_A: 'x',
		};
		assert.deepEqual(workerEnvironment(environment, {}), { PATH: '/bin', PLUMBLINE_SECRET_A: 'x' });
	});

	it('lets Electron be Node', () => {
		assert.deepEqual(workerEnvironment({ VSCODE_PID: '1' }, { electron: '37.0.0' }), { ELECTRON_RUN_AS_NODE: '1' });
	});
});
