/** Where the server says what people may want to know when something is amiss: the client's output channel. */
export interface Log {
	warn(message: string): void;
	error(message: string): void;
}

/** Returns an error's stack where it has one: what a log is read for. */
export function explained(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
