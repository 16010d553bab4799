import type { RunEvent } from '../../run/events.ts';
import type { DatabaseTarget } from './database-target.ts';
import type { VariableLookup } from './fill-placeholders.ts';

/** What every request on databases goes by, beside what it asks. */
export interface SessionContext {
	/** The values of `${env:…}` and `${secret:…}`. */
	readonly variables: VariableLookup;
	/** The environment of this process, where code migrations take theirs from. */
	readonly environment: NodeJS.ProcessEnv;
	/** Lets work on a database wait until other work of this process on the same one has ended. */
	exclusively<T>(target: DatabaseTarget, work: () => Promise<T>): Promise<T>;
	onEvent(database: string, event: RunEvent): void;
	/** Breaks off: the migration in hand is rolled back. */
	readonly signal: AbortSignal;
	/** Ends in order: the migration in hand is finished, and no other begins. */
	readonly stop: AbortSignal;
}
