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

/** What was asked needs the databases, and the server is ending. */
class EndingError extends Error {
	constructor() {
		super('The language server is ending, so no database is opened any more. Try again when it has started anew.');
		this.name = 'EndingError';
	}
}

/** The one way to the databases: the worker is started by the first request, and never in an untrusted workspace. */
export class TrustedWorker {
	readonly #trust: Trust;
	readonly #create: () => Worker;
	#worker: Worker | undefined;
	#disposed = false;

	constructor(trust: Trust, create: () => Worker) {
		this.#trust = trust;
		this.#create = create;
	}

	/** Rejects with `NotTrustedError`, after `dispose` with `EndingError`, or with what the worker says. */
	async request<M extends keyof WorkerRequests>(
		method: M,
		params: WorkerRequests[M]['params'],
		options: RequestOptions = {},
	): Promise<WorkerRequests[M]['result']> {
		this.#trust.demand();
		if (this.#disposed) throw new EndingError();
		this.#worker ??= this.#create();
		return this.#worker.request(method, params, options);
	}

	/** Lets go of the worker, which finishes the migration in hand and ends. */
	dispose(): void {
		this.#disposed = true;
		this.#worker?.dispose();
		this.#worker = undefined;
	}
}
