import type { DatabaseStatus } from '../run/database-status.ts';
import type { RunEvent, RunReport } from '../run/events.ts';
import type { Plan } from '../run/plan/shown-plan.ts';
import type { VerifyReport } from '../verify/report.ts';

export type { DatabaseStatus } from '../run/database-status.ts';
export type { MigrationState, MigrationStatus } from '../run/migration-state.ts';
export type { Plan } from '../run/plan/shown-plan.ts';
export type { VerifyProof, VerifyReport } from '../verify/report.ts';

export interface Target {
	/** The project root, as a URI. */
	readonly root: string;
	/** Name of an environment, or of one database of a glob (`fleet/app3`). Absent: all of them. */
	readonly environment?: string;
	/** The migration directory, as a URI, where the project has several. */
	readonly directory?: string;
}

export interface RunRequest extends Target {
	readonly environment: string;
	/** The last version to apply, or the version to go back to (which stays). */
	readonly to?: string;
	/** How many migrations; `down` takes 1 where neither is given. */
	readonly steps?: number;
	/** The name typed by a person, for protected environments. */
	readonly confirm?: string;
}

/** Requests that the worker answers. Names on the left, parameters and answers on the right. */
export interface WorkerRequests {
	status: { params: Target; result: readonly DatabaseStatus[] };
	plan: { params: RunRequest & { readonly action: 'apply' | 'revert' }; result: Plan };
	up: { params: RunRequest; result: RunReport };
	down: { params: RunRequest; result: RunReport };
	verify: { params: Target; result: readonly VerifyReport[] };
	/** Proves that every asset is in its place: parses PostgreSQL, opens SQLite, boots PGlite with an extension. */
	selfCheck: { params: Record<string, never>; result: Readonly<Record<string, string>> };
}

/** Messages on the IPC channel. The worker answers each request once; events come between. */
export type ToWorker =
	| { readonly type: 'request'; readonly id: number; readonly method: keyof WorkerRequests; readonly params: unknown }
	| { readonly type: 'cancel'; readonly id: number };

export type FromWorker =
	| { readonly type: 'ready' }
	| { readonly type: 'event'; readonly id: number; readonly database: string; readonly event: RunEvent }
	| { readonly type: 'result'; readonly id: number; readonly result: unknown }
	| { readonly type: 'error'; readonly id: number; readonly error: WorkerError };

/** An error as it crosses the channel: its class by name, and a message fit for a person. */
export interface WorkerError {
	readonly name: string;
	readonly message: string;
	/** Of errors that are faults of ours, and have no class of their own. */
	readonly stack?: string;
}
