export interface InterruptOptions {
	/** Called by the first Ctrl+C, before anything else. */
	onFirst?(): void;
	/** Called by the second, which then ends the process as the system does. */
	onSecond?(): void;
}

/**
 * Returns a signal that the first Ctrl+C (or SIGTERM) aborts: the migration in hand is rolled back. A second one ends the process as
 * the system does.
 */
export function interruptSignal(options: InterruptOptions = {}): {
	readonly signal: AbortSignal;
	dispose(): void;
} {
	const controller = new AbortController();
	const interrupt = (signal: NodeJS.Signals) => {
		if (!controller.signal.aborted) {
			options.onFirst?.();
			controller.abort();
			return;
		}
		dispose();
		options.onSecond?.();
		process.kill(process.pid, signal);
	};
	const dispose = () => {
		process.off('SIGINT', interrupt);
		process.off('SIGTERM', interrupt);
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	return { signal: controller.signal, dispose };
}
