import { openProject } from '../project/project.ts';
import { projectVariables } from '../project/session/fill-placeholders.ts';
import { readStatus } from '../project/session/read-status.ts';
import { planOnDatabase, runOnDatabase } from '../project/session/run-target.ts';
import { selfCheck } from '../project/session/self-check.ts';
import type { SessionContext } from '../project/session/session-context.ts';
import { verifyDatabases } from '../project/session/verify-databases.ts';
import type { FromWorker, Target, ToWorker, WorkerError, WorkerRequests } from './protocol.ts';
import { SerialQueues } from './serial-queues.ts';

type Method = keyof WorkerRequests;

/** Answers requests. Work on one database is done one after the other, on several side by side. */
export class WorkerHost {
	readonly #send: (message: FromWorker) => void;
	readonly #queues = new SerialQueues();
	readonly #running = new Map<number, { readonly controller: AbortController; readonly done: Promise<void> }>();
	readonly #stop = new AbortController();

	constructor(send: (message: FromWorker) => void) {
		this.#send = send;
	}

	/** Takes a message of the parent: a request, or that one is not wanted any more. */
	receive(message: unknown): void {
		const { type, id, ...rest } = message as ToWorker;
		if (type === 'cancel') {
			this.#running.get(id)?.controller.abort();
			return;
		}
		const { method, params } = rest as Pick<Extract<ToWorker, { type: 'request' }>, 'method' | 'params'>;
		const controller = new AbortController();
		const done = this.#answer(id, method, params, controller.signal).finally(() => this.#running.delete(id));
		this.#running.set(id, { controller, done });
	}

	/** Lets what runs come to its end in order, and resolves then. */
	async finish(): Promise<void> {
		this.#stop.abort();
		await Promise.all([...this.#running.values()].map(({ done }) => done));
	}

	async #answer(id: number, method: Method, params: unknown, signal: AbortSignal): Promise<void> {
		try {
			const result = await this.#call(id, method, params as never, signal);
			this.#send({ type: 'result', id, result });
		} catch (error) {
			this.#send({ type: 'error', id, error: errorForParent(error) });
		}
	}

	async #call<M extends Method>(
		id: number,
		method: M,
		params: WorkerRequests[M]['params'],
		signal: AbortSignal,
	): Promise<unknown> {
		if (method === 'selfCheck') return selfCheck();
		const target = params as Target;
		const project = await openProject(target.root);
		const context: SessionContext = {
			variables: await projectVariables(project.root, process.env),
			environment: process.env,
			exclusively: (database, work) => this.#queues.run(database.location, work),
			onEvent: (database, event) => this.#send({ type: 'event', id, database, event }),
			signal,
			stop: this.#stop.signal,
		};
		const calls: { readonly [M in Exclude<Method, 'selfCheck'>]: () => Promise<WorkerRequests[M]['result']> } = {
			status: () => readStatus(project, params as WorkerRequests['status']['params'], context),
			plan: () => planOnDatabase(project, params as WorkerRequests['plan']['params'], context),
			up: () => runOnDatabase(project, { ...(params as WorkerRequests['up']['params']), action: 'apply' }, context),
			down: () =>
				runOnDatabase(project, { ...(params as WorkerRequests['down']['params']), action: 'revert' }, context),
			verify: () => verifyDatabases(project, params as WorkerRequests['verify']['params'], context),
		};
		return calls[method as Exclude<Method, 'selfCheck'>]();
	}
}

/** Errors of classes of ours are meant for people. Any other is a fault of ours, and where it happened matters. */
function errorForParent(error: unknown): WorkerError {
	if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
	const { name, message, stack } = error;
	return BUILT_IN.has(error.constructor) ? { name: 'Error', message, ...(stack && { stack }) } : { name, message };
}

const BUILT_IN: ReadonlySet<unknown> = new Set([Error, TypeError, RangeError, ReferenceError, SyntaxError]);
