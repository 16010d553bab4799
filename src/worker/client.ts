import { type ChildProcess, fork } from 'node:child_process';
import type { RunEvent } from '../run/events.ts';
import type { FromWorker, ToWorker, WorkerRequests } from './protocol.ts';
import { workerEnvironment } from './worker-environment.ts';
import { WorkerCrashedError, workerError } from './worker-errors.ts';

export interface RequestOptions {
	/** Told of a run's progress, with the name of the database. */
	readonly onEvent?: (database: string, event: RunEvent) => void;
	/** Asks the worker to break off; the request then ends with a report that says so. */
	readonly signal?: AbortSignal;
}

interface Pending {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly onEvent: RequestOptions['onEvent'];
}

/** A worker that nobody asks anything is ended after this long, in ms. */
const IDLE_MS = 60_000;

/** How much of what a worker wrote last is kept, in characters, to tell why it crashed. */
const LAST_WORDS = 4000;

/**
 * The worker process as its users see it: started by the first request, ended when it has been idle, started again by the next one. A
 * worker without requests does not keep this process alive.
 */
export class WorkerClient {
	readonly #script: string;
	readonly #idleMs: number;
	#worker: RunningWorker | undefined;
	#nextId = 1;

	/** `script` is the file-system path of the worker: `findAssets().worker`. */
	constructor(script: string, options: { readonly idleMs?: number } = {}) {
		this.#script = script;
		this.#idleMs = options.idleMs ?? IDLE_MS;
	}

	/**
	 * Sends a request and resolves with its answer. Rejects with the worker's error under its own name, or with
	 * `WorkerCrashedError`; nothing is ever sent again by itself.
	 */
	async request<M extends keyof WorkerRequests>(
		method: M,
		params: WorkerRequests[M]['params'],
		options: RequestOptions = {},
	): Promise<WorkerRequests[M]['result']> {
		const { signal } = options;
		signal?.throwIfAborted();
		if (this.#worker === undefined || this.#worker.ended) this.#worker = new RunningWorker(this.#script, this.#idleMs);
		const worker = this.#worker;
		const id = this.#nextId++;
		const cancel = () => worker.send({ type: 'cancel', id });
		signal?.addEventListener('abort', cancel, { once: true });
		try {
			return (await worker.ask(
				{ type: 'request', id, method, params },
				options.onEvent,
			)) as WorkerRequests[M]['result'];
		} finally {
			signal?.removeEventListener('abort', cancel);
		}
	}

	/**
	 * Ends the worker at once, whatever it is at: the database rolls back what was not committed, as after any crash. Requests reject
	 * with `WorkerCrashedError`.
	 */
	kill(): void {
		this.#worker?.kill();
		this.#worker = undefined;
	}

	/** Lets go of the worker: it finishes the migration in hand with its entry, and ends. */
	dispose(): void {
		this.#worker?.end('The worker was let go before it answered.');
		this.#worker = undefined;
	}
}

/** One process. */
class RunningWorker {
	readonly #process: ChildProcess;
	readonly #idleMs: number;
	readonly #pending = new Map<number, Pending>();
	#idle: NodeJS.Timeout | undefined;
	#lastWords = '';
	ended = false;

	constructor(script: string, idleMs: number) {
		this.#idleMs = idleMs;
		this.#process = fork(script, [], {
			execArgv: ['--liftoff-only'],
			env: workerEnvironment(process.env),
			serialization: 'advanced',
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		});
		this.#process.on('message', (message) => this.#receive(message as FromWorker));
		this.#process.once('error', (error) => this.#crashed(`could not be started: ${error.message}`));
		this.#process.once('exit', (code, signal) =>
			this.#crashed(signal === null ? `ended with exit status ${code}` : `was ended by ${signal}`),
		);
		for (const stream of [this.#process.stdout, this.#process.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => {
				this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
			});
		}
		this.#keepAlive(false);
	}

	ask(message: Extract<ToWorker, { type: 'request' }>, onEvent: RequestOptions['onEvent']): Promise<unknown> {
		clearTimeout(this.#idle);
		return new Promise((resolve, reject) => {
			this.#pending.set(message.id, { resolve, reject, onEvent });
			this.#keepAlive(true);
			this.send(message);
		});
	}

	send(message: ToWorker): void {
		if (this.ended || !this.#process.connected) return;
		this.#process.send(message, (error) => {
			if (error !== null) this.#crashed(`cannot be reached: ${error.message}`);
		});
	}

	/** Closes the channel, which tells the worker to finish what it has in hand. */
	end(reason: string): void {
		if (this.ended) return;
		this.ended = true;
		clearTimeout(this.#idle);
		if (this.#process.connected) this.#process.disconnect();
		this.#rejectAll(new WorkerCrashedError(reason));
	}

	kill(): void {
		if (!this.ended) this.#process.kill('SIGKILL');
		this.end('The worker was ended before it answered.');
	}

	#receive(message: FromWorker): void {
		if (message.type === 'ready') return;
		const pending = this.#pending.get(message.id);
		if (pending === undefined) return;
		if (message.type === 'event') {
			pending.onEvent?.(message.database, message.event);
			return;
		}
		this.#settled(message.id);
		if (message.type === 'result') pending.resolve(message.result);
		else pending.reject(workerError(message.error));
	}

	#settled(id: number): void {
		this.#pending.delete(id);
		if (this.#pending.size > 0) return;
		this.#keepAlive(false);
		this.#idle = setTimeout(() => this.end('The worker was idle.'), this.#idleMs).unref();
	}

	#crashed(how: string): void {
		if (this.ended) return;
		this.ended = true;
		clearTimeout(this.#idle);
		const words = this.#lastWords.trim();
		this.#rejectAll(
			new WorkerCrashedError(
				`The worker process ${how}. What it had in hand was rolled back by the database, or is recorded as running: look at the status.${words === '' ? '' : `\n${words}`}`,
			),
		);
	}

	#rejectAll(error: Error): void {
		const pending = [...this.#pending.values()];
		this.#pending.clear();
		this.#keepAlive(false);
		for (const { reject } of pending) reject(error);
	}

	/** Only a request that waits for its answer keeps this process alive. */
	#keepAlive(busy: boolean): void {
		const { channel, stdout, stderr } = this.#process;
		const handles: readonly unknown[] = [this.#process, channel, stdout, stderr];
		for (const handle of handles) if (isHandle(handle)) handle[busy ? 'ref' : 'unref']();
	}
}

function isHandle(value: unknown): value is { ref(): void; unref(): void } {
	return typeof value === 'object' && value !== null && 'ref' in value && 'unref' in value;
}
