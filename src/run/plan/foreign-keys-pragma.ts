import type { Statement } from '../../sql/statement.ts';

const foreignKeys = /^pragma\s+(?:\w+\s*\.\s*)?foreign_keys\s*[=(]\s*['"]?(\w+)/i;

/**
 * Returns what a `PRAGMA foreign_keys = …` sets, or undefined for other statements. One that is written so that it is not
 * recognised (a comment between its words) does no harm: inside a transaction SQLite ignores it.
 */
export function readForeignKeysPragma(statement: Statement): boolean | undefined {
	if (statement.kind !== 'pragma') return undefined;
	const value = foreignKeys.exec(statement.text)?.[1]?.toLowerCase();
	// https://sqlite.org/pragma.html: a boolean is 1, yes, true or on; anything else means false.
	return value === undefined ? undefined : ['1', 'yes', 'true', 'on'].includes(value);
}
