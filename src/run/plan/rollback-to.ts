import type { Statement } from '../../sql/statement.ts';

/** Comments go first, so that a word in one is not taken for SQL. Rollbacks hold no strings that could look like one. */
const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/** True for `ROLLBACK TO savepoint`, which ends no transaction. */
export function isRollbackToSavepoint(statement: Statement): boolean {
	return statement.transaction === 'rollback' && /\bto\b/i.test(statement.text.replace(comments, ' '));
}

/** Returns the name of the savepoint that a SAVEPOINT, RELEASE or ROLLBACK TO is about, as written. */
export function savepointName(statement: Statement): string {
	return /("(?:[^"]|"")*"|[^\s;]+)\s*$/.exec(statement.text.replace(comments, ' '))?.[1] ?? '';
}
