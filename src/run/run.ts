import type { Connection } from '../database/connection.ts';
import type { RunnerLock } from '../database/runner-lock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { RunEvent } from './events.ts';
import type { LoadedDirectory } from './loaded-migration.ts';
import type { RunAbilities, RunAction, RunSelection } from './plan/run-plan.ts';
import type { CodeRunner } from './python/code-runner.ts';

/** Everything that one run on one database stands on. */
export interface Run {
	readonly action: RunAction;
	readonly selection: RunSelection;
	readonly directory: LoadedDirectory;
	readonly dialect: Dialect;
	readonly connection: Connection;
	/** Looks for the migrations table as it is now. Reads only. */
	findLedger(): Promise<Ledger>;
	/** Becomes the only runner on this database, waiting where another one is at work. */
	lock(): Promise<RunnerLock>;
	/** Copies the database before the first write; undefined where there is nothing to copy. */
	backup?(): Promise<{ readonly path: string; readonly bytes: number } | undefined>;
	/** Opens a second connection, to ask what became of a COMMIT after the first was lost. */
	reconnect?(): Promise<Connection>;
	readonly abilities: RunAbilities;
	/** Runs code migrations; absent where `abilities` has no interpreter. */
	readonly runCode?: CodeRunner;
	onEvent(event: RunEvent): void;
	/** Breaks off: the migration in hand is rolled back. */
	readonly signal: AbortSignal;
	/** Ends in order: the migration in hand is finished and recorded, and no other begins. */
	readonly stop: AbortSignal;
	/** Written into every entry. */
	readonly appliedBy: string;
	readonly toolVersion: string;
}
