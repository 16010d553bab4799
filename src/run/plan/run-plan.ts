import type { Entry } from '../../ledger/entry.ts';
import type { Script } from '../../migration/migration.ts';
import type { RunFailure } from '../events.ts';
import type { LoadedMigration } from '../loaded-migration.ts';
import type { ScriptStatement, SqlScript } from './sql-script.ts';

export type RunAction = 'apply' | 'revert';

/** What a person asked for: how far, or how many. */
export interface RunSelection {
	/** The last version to apply, or the version to go back to, which stays. */
	readonly to?: string;
	readonly steps?: number;
}

/** What this machine can run beside SQL. */
export interface RunAbilities {
	/** The interpreter for Python migrations, for people: `Python 3.11.7 (/usr/bin/python3)`. Absent: none was found. */
	readonly python?: string;
}

/** One migration of a plan. */
export interface PlannedStep {
	readonly migration: LoadedMigration;
	readonly script: Script;
	/** The entry that the migrations table holds now, where there is one. */
	readonly entry?: Entry;
	readonly work: PlannedWork;
	/** For people: what is done in another way than it is written. */
	readonly notes: readonly string[];
}

export type PlannedWork =
	/** All statements and the entry in one transaction. */
	| { readonly type: 'transaction'; readonly sql: SqlScript }
	/** Statements that the database refuses inside a transaction are among them: each on its own, journaled. */
	| { readonly type: 'journaled'; readonly sql: SqlScript; readonly resumeAt: number }
	/** Code, in a child process that works inside our transaction. */
	| { readonly type: 'python'; readonly functionName: string };

/** What a run would do. A value: it can be shown, compared and thrown away. */
export interface RunPlan {
	readonly action: RunAction;
	readonly steps: readonly PlannedStep[];
	/** Versions that are pending too, and that the selection leaves for later. */
	readonly later?: readonly string[];
	/** What the migrations table said when the plan was made. */
	readonly entries: readonly Entry[];
	/** Why nothing of it can be carried out, if so. */
	readonly refusal?: RunFailure;
}

/** The statements of a step as far as they are known before it runs: those of SQL scripts. */
export function plannedStatements(step: PlannedStep): readonly ScriptStatement[] {
	return step.work.type === 'python' ? [] : step.work.sql.statements;
}
