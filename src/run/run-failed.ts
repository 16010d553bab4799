import { DatabaseError } from '../database/database-error.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { RunFailure } from './events.ts';
import { WorldChangedError } from './ledger-guard.ts';
import { migrationLabel } from './loaded-migration.ts';
import type { PlannedStep } from './plan/run-plan.ts';
import type { ScriptStatement } from './plan/sql-script.ts';
import { NewViolationsError } from './transaction/without-new-violations.ts';

/** A migration did not go through. Thrown inside a run, and reported as its `failure`. */
export class MigrationFailedError extends Error {
	override readonly name = 'MigrationFailedError';
	readonly failure: RunFailure;

	constructor(failure: RunFailure, cause?: unknown) {
		super(failure.message, { cause });
		this.failure = failure;
	}
}

/** The run was cancelled. Thrown between statements, and where the database broke one off. */
export class RunCancelledError extends Error {
	override readonly name = 'RunCancelledError';
	/** How many statements of the migration in hand are done and stay; 0 where it was rolled back. */
	readonly statementsKept: number;

	constructor(message: string, options: ErrorOptions & { readonly statementsKept?: number } = {}) {
		super(message, options);
		this.statementsKept = options.statementsKept ?? 0;
	}
}

/** Where a migration failed. */
export interface FailurePlace {
	readonly statement?: string;
	readonly range?: TextRange;
}

/** Turns whatever stopped a migration into a failure for people, with the database's own words. */
export function failureOf(step: PlannedStep, error: unknown, place: FailurePlace = {}): RunFailure {
	if (error instanceof MigrationFailedError) return error.failure;
	const { version } = step.migration.file;
	if (error instanceof WorldChangedError) return { message: error.message, version };
	if (error instanceof NewViolationsError) {
		return { message: error.message, version, uri: step.script.uri, range: step.script.range };
	}
	const details = error instanceof DatabaseError ? error : undefined;
	const words = error instanceof Error ? error.message : String(error);
	const more = [details?.detail, details?.hint]
		.filter((part) => part !== undefined && part !== '')
		.map((part) => ` ${part}`);
	return {
		message: `${migrationLabel(step.migration)} failed: ${words}.${more.join('')}`.replace(/([.!?])\.( |$)/, '$1$2'),
		version,
		uri: step.script.uri,
		range: place.range ?? step.script.range,
		...(place.statement !== undefined && { statement: place.statement }),
		...(details?.code !== undefined && { code: details.code }),
	};
}

/** The place of a statement of the script; where the database names a position in it, from there to its end. */
export function placeOf({ sql, range }: ScriptStatement): FailurePlace {
	return { statement: sql, range };
}
