import type { RunEvent } from '../run/events.ts';
import type { WorkerRequests } from '../worker/protocol.ts';
import type { Trust } from './trust.ts';

/** What the server needs of a worker; `WorkerClient` is one. */
export interface Worker {
	request<M extends keyof WorkerRequests>(
		method: M,
		params: WorkerRequests[M]['params'],
		options?: RequestOptions,
	): Promise<WorkerRequests[M]['result']>;
	dispose(): void;
}

export interface RequestOptions {
	readonly onEvent?: (database: string, event: RunEvent) => void;
	readonly signal?: AbortSignal;
}

/** The one way to the databases: the worker is started by the first request, and never in an untrusted workspace. */
export class TrustedWorker {
	readonly #trust: Trust;
	readonly #create: () => Worker;
	#worker: Worker | undefined;

	constructor(trust: Trust, create: () => Worker) {
		this.#trust = trust;
		this.#create = create;
	}

	/** Rejects with `NotTrustedError`, or with what the worker says. */
	async request<M extends keyof WorkerRequests>(
		method: M,
		params: WorkerRequests[M]['params'],
		options: RequestOptions = {},
	): Promise<WorkerRequests[M]['result']> {
		this.#trust.demand();
		this.#worker ??= this.#create();
		return this.#worker.request(method, params, options);
	}

	/** Lets go of the worker, which finishes the migration in hand and ends. */
	dispose(): void {
		this.#worker?.dispose();
		this.#worker = undefined;
	}
}
