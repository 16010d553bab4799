import type { WorkerError } from './protocol.ts';

/** The worker process ended before it answered. */
export class WorkerCrashedError extends Error {
	override readonly name = 'WorkerCrashedError';
}

/** An error that the worker answered with, under the name that it has there. */
export class WorkerRequestError extends Error {
	override readonly name: string;

	constructor({ name, message, stack }: WorkerError) {
		super(message);
		this.name = name;
		// Of a fault of ours it matters where it happened: in the worker.
		if (stack !== undefined) this.stack = stack;
	}
}

/** Returns an error as the worker sent it. */
export function workerError(error: WorkerError): WorkerRequestError {
	return new WorkerRequestError(error);
}
