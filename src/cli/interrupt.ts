/**
 * Returns a signal that the first Ctrl+C (or SIGTERM) aborts: the migration in hand is rolled back. A second one ends the process as
 * the system does.
 */
export function interruptSignal(): { readonly signal: AbortSignal; dispose(): void } {
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
		dispose();
	};
	const dispose = () => {
		process.off('SIGINT', abort);
		process.off('SIGTERM', abort);
	};
	process.on('SIGINT', abort);
	process.on('SIGTERM', abort);
	return { signal: controller.signal, dispose };
}
