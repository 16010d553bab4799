import type { Terminal } from './terminal.ts';

/**
 * Tells a person why a command could not be done. Errors of ours carry a message that says what, why and what to do; anything else
 * is a fault in Plumbline, and is shown with its stack so that it can be reported.
 */
export function reportError(error: unknown, terminal: Terminal): void {
	if (error instanceof Error && error.name !== 'Error' && !isProgrammingError(error)) {
		terminal.tell(`plumbline: ${error.message}`);
		return;
	}
	terminal.tell('plumbline: this is a fault in Plumbline, please report it:');
	terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function isProgrammingError(error: Error): boolean {
	return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}
