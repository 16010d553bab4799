import type { Connection } from '../../database/connection.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { PlannedStep } from '../plan/run-plan.ts';

/** What a code migration works with. */
export interface CodeRun {
	readonly step: PlannedStep;
	readonly functionName: string;
	/** In the transaction of the migration; the code's own calls are served here. */
	readonly connection: Connection;
	readonly dialect: Dialect;
	/** Told after every call, with the number of statements so far. */
	onStatement(index: number, ms: number): void;
	/** Told of what the code prints. */
	onOutput(text: string): void;
	readonly signal: AbortSignal;
}

/**
 * Runs a function of a code migration in a child process. Resolves when it returned, and rejects with a `MigrationFailedError` when
 * it threw, crashed or was killed, or with `RunCancelledError`. The transaction is the caller's.
 */
export type CodeRunner = (run: CodeRun) => Promise<void>;
