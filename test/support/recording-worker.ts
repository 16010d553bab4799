import type { RunReport } from '../../src/run/events.ts';
import type { RequestOptions, Worker } from '../../src/server/trusted-worker.ts';
import type { DatabaseStatus, Plan, Target, VerifyReport, WorkerRequests } from '../../src/worker/protocol.ts';

/** A worker without databases: it remembers what it was asked, and answers as a worker would that found everything pending. */
export class RecordingWorker implements Worker {
	readonly asked: string[] = [];
	/** Environments whose reading fails as a whole. */
	readonly broken = new Set<string>();
	disposed = false;
	/** What is found in an environment. */
	readStatus: (environment: string) => Promise<readonly DatabaseStatus[]> = async (name) => [statusOf(name)];

	async request<M extends keyof WorkerRequests>(
		method: M,
		params: WorkerRequests[M]['params'],
		options: RequestOptions = {},
	): Promise<WorkerRequests[M]['result']> {
		const { environment = '' } = params as Target;
		this.asked.push(`${method} ${environment}`.trim());
		if (this.broken.has(environment)) throw new Error(`${environment} is out of reach`);
		const answers = {
			status: () => this.readStatus(environment),
			plan: (): Plan => ({ environment, label: environment, action: 'apply', steps: [] }),
			up: () => this.#run(environment, options),
			down: () => this.#run(environment, options),
			verify: (): VerifyReport[] => [{ environment, name: environment, verdict: 'proved', proofs: [] }],
			selfCheck: () => ({}),
		};
		return answers[method]() as WorkerRequests[M]['result'];
	}

	dispose(): void {
		this.disposed = true;
	}

	/** Takes until it is cancelled, when told to by an environment's name. */
	async #run(environment: string, { onEvent, signal }: RequestOptions): Promise<RunReport> {
		onEvent?.(environment, { type: 'plan', action: 'apply', versions: ['001'] });
		if (environment === 'slow') await new Promise((resolve) => signal?.addEventListener('abort', resolve));
		return { action: 'apply', done: [], notReached: [], cancelled: signal?.aborted === true };
	}
}

/** A database of an environment that all migrations are pending on. */
export function statusOf(environment: string): DatabaseStatus {
	return {
		environment,
		name: environment,
		label: `${environment}.db`,
		dialect: 'sqlite',
		protected: false,
		state: 'behind',
		migrations: [],
		entries: [],
		readAt: '2026-11-01T00:00:00.000Z',
	};
}
