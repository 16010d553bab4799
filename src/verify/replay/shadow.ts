import type { Connection } from '../../database/connection.ts';
import type { RunAbilities } from '../../run/plan/run-plan.ts';
import type { CodeRunner } from '../../run/python/code-runner.ts';
import type { Dialect } from '../../sql/dialect.ts';

/** What replaying stands on. */
export interface Shadow {
	/** An empty database that is thrown away. */
	readonly connection: Connection;
	readonly dialect: Dialect;
	readonly abilities: RunAbilities;
	/** Runs code migrations; absent where `abilities` has no interpreter. */
	readonly runCode?: CodeRunner;
	readonly signal: AbortSignal;
}
