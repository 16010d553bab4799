import { DatabaseError } from '../database/database-error.ts';
import { letMessagesIn } from './let-messages-in.ts';
import type { PlannedStep } from './plan/run-plan.ts';
import type { ScriptStatement } from './plan/sql-script.ts';
import type { Run } from './run.ts';
import { failureOf, MigrationFailedError, placeOf, RunCancelledError } from './run-failed.ts';
import { rebuildRenames } from './transaction/rebuild-renames.ts';

/**
 * Sends statements one at a time, each as its own message: several in one are an implicit transaction of their own on
 * PostgreSQL. Throws a `MigrationFailedError` with the place of the one that failed, or `RunCancelledError`.
 */
export async function runStatements(
	run: Run,
	step: PlannedStep,
	statements: readonly ScriptStatement[],
	from = 0,
): Promise<void> {
	const { version } = step.migration.file;
	const renames =
		run.dialect.name === 'sqlite' ? rebuildRenames(statements.map(({ statement }) => statement)) : new Set<number>();
	for (const [index, statement] of statements.entries()) {
		if (run.signal.aborted) throw new RunCancelledError('cancelled between statements');
		const began = performance.now();
		try {
			if (renames.has(index)) await run.connection.query('PRAGMA legacy_alter_table = ON');
			await run.connection.query(statement.sql);
			if (renames.has(index)) await run.connection.query('PRAGMA legacy_alter_table = OFF');
		} catch (error) {
			if (run.signal.aborted) throw new RunCancelledError('cancelled in a statement', { cause: error });
			throw new MigrationFailedError(failureOf(step, error, failingPlace(statement, error)), error);
		}
		run.onEvent({ type: 'statement done', version, index: from + index, ms: performance.now() - began });
		await letMessagesIn();
	}
}

/** The whole statement, or where the database names a position in it, from there to the end of its first line. */
function failingPlace(statement: ScriptStatement, error: unknown) {
	const place = placeOf(statement);
	const position = error instanceof DatabaseError ? error.position : undefined;
	if (position === undefined || position >= statement.sql.length) return place;
	// Only where the script stands in the document as it is, character for character.
	const verbatim = statement.range.end - statement.range.start === statement.sql.length;
	if (!verbatim) return place;
	const rest = /^(?:"[^"]*"|[\p{L}\p{N}_$]+|.)/u.exec(statement.sql.slice(position))?.[0] ?? '';
	const start = statement.range.start + position;
	return { ...place, range: { start, end: start + Math.max(rest.length, 1) } };
}
