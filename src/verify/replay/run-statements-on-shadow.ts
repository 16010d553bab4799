import type { Connection } from '../../database/connection.ts';
import type { PlannedStep } from '../../run/plan/run-plan.ts';
import type { ScriptStatement } from '../../run/plan/sql-script.ts';
import { failureOf, placeOf, RunCancelledError } from '../../run/run-failed.ts';
import { rebuildRenames } from '../../run/transaction/rebuild-renames.ts';
import { reachesBeyondShadow } from './reaches-beyond.ts';
import type { Shadow } from './shadow.ts';
import { type ShadowFailure, verdictOnFailure } from './shadow-failure.ts';

/**
 * What a failure does to the others: in a transaction it spoils them (`all or nothing`), or only itself
 * (`under savepoints`); outside one, what was done before stays (`alone`).
 */
export type Manner = 'all or nothing' | 'under savepoints' | 'alone';

/** Runs statements on the shadow, one message each, and returns those that failed. Throws `RunCancelledError`. */
export async function runStatementsOnShadow(
	shadow: Shadow,
	step: PlannedStep,
	statements: readonly ScriptStatement[],
	manner: Manner,
): Promise<readonly ShadowFailure[]> {
	const { connection, dialect, signal } = shadow;
	const renames = dialect.name === 'sqlite' ? rebuildRenames(statements.map(({ statement }) => statement)) : NONE;
	const failures: ShadowFailure[] = [];
	for (const [index, statement] of statements.entries()) {
		if (signal.aborted) throw new RunCancelledError('cancelled while replaying');
		if (dialect.name === 'sqlite' && reachesBeyondShadow(statement)) continue;
		try {
			if (renames.has(index)) await connection.query('PRAGMA legacy_alter_table = ON');
			await (manner === 'under savepoints'
				? underSavepoint(connection, statement.sql)
				: connection.query(statement.sql));
		} catch (error) {
			const verdict = verdictOnFailure(error, statement);
			failures.push({ failure: failureOf(step, error, placeOf(statement)), verdict, statement });
			if (manner === 'all or nothing') return failures;
		} finally {
			if (renames.has(index)) await connection.query('PRAGMA legacy_alter_table = OFF');
		}
	}
	return failures;
}

const NONE: ReadonlySet<number> = new Set();

async function underSavepoint(connection: Connection, sql: string): Promise<void> {
	await connection.query('SAVEPOINT plumbline_statement');
	try {
		await connection.query(sql);
	} catch (error) {
		await connection.query('ROLLBACK TO SAVEPOINT plumbline_statement');
		throw error;
	} finally {
		await connection.query('RELEASE SAVEPOINT plumbline_statement');
	}
}
