import { DatabaseError } from '../../database/database-error.ts';
import type { RunFailure } from '../../run/events.ts';
import type { ScriptStatement } from '../../run/plan/sql-script.ts';
import type { Verdict } from '../report.ts';

/** Why a migration, or a statement of it, did not run on the shadow. */
export interface ShadowFailure {
	readonly failure: RunFailure;
	/** `failed`: it fails on every empty database. `not proved`: only here, where something is missing that it needs. */
	readonly verdict: Exclude<Verdict, 'proved'>;
	/** Absent where no single statement is to blame. */
	readonly statement?: ScriptStatement;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const FEATURE_NOT_SUPPORTED = '0A000';
const UNDEFINED_FILE = '58P01';
const UNDEFINED_OBJECT = '42704';

/**
 * Tells a fault of the migration from a want of the embedded PostgreSQL: extensions that it does not have, and roles,
 * which belong to a server and not to its databases.
 */
export function verdictOnFailure(error: unknown, statement: ScriptStatement): ShadowFailure['verdict'] {
	if (!(error instanceof DatabaseError)) return 'failed';
	if (error.code === FEATURE_NOT_SUPPORTED || error.code === UNDEFINED_FILE) return 'not proved';
	const leavesSchemaAlone = statement.statement.changes.length === 0;
	return error.code === UNDEFINED_OBJECT && leavesSchemaAlone ? 'not proved' : 'failed';
}
