import type { Entry } from '../../ledger/entry.ts';
import { verbatimFragment } from '../../migration/verbatim-fragment.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { readSqlScript, type SqlScript } from './sql-script.ts';

/**
 * Returns where a migration outside a transaction goes on after it stopped half way: behind the statements that its entry
 * counts as done. The file must still begin with the very statements that ran, in their order: only then does the count mean
 * the same ones.
 */
export function resumePoint(
	entry: Entry,
	script: SqlScript,
	dialect: Dialect,
): { readonly at: number } | { readonly problem: string } {
	if (entry.status !== 'running' && entry.status !== 'failed') return { at: 0 };
	const done = entry.statementsDone ?? 0;
	if (done === 0) return { at: 0 };
	const ran = statementsOf(entry.sql ?? '', dialect).slice(0, done);
	const unchanged = ran.length === done && ran.every((sql, index) => script.statements[index]?.sql === sql);
	if (unchanged) return { at: done };
	return {
		problem: `stopped after statement ${done}, and its statements up to there were edited or moved since. Restore them, for they are in the database already.`,
	};
}

/** The statements of a recorded script, counted as they were when it ran. */
function statementsOf(sql: string, dialect: Dialect): readonly string[] {
	const fragments = [verbatimFragment(sql, { start: 0, end: sql.length })];
	return readSqlScript({ fragments }, dialect).statements.map((statement) => statement.sql);
}
