import type { SchemaChange } from './schema-change.ts';
import type { TableUse } from './table-use.ts';
import type { TextRange } from './text-range.ts';

/** Why the database's own grammar refuses a statement. */
export interface SqlSyntaxError {
	readonly message: string;
	readonly range: TextRange;
	/** What the grammar would have accepted instead, where it says so. */
	readonly hint?: string;
}

/** How a statement begins, ends or divides a transaction; `rollback to` goes back to a savepoint and ends nothing. */
export type TransactionControl = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollback to';

/** One SQL statement of a text. */
export interface Statement {
	/** From its first token to its last, without the semicolon and without comments around it. */
	readonly range: TextRange;
	/** The text of `range`. */
	readonly text: string;
	/** Where the next statement may begin: behind the semicolon, or at the end of the text. */
	readonly end: number;
	/**
	 * What the grammar calls it, in words of SQL and lower case: `create table`, `alter table`, `insert`, `select`,
	 * `pragma`, …; `unknown` where it does not parse.
	 */
	readonly kind: string;
	readonly syntaxError?: SqlSyntaxError;
	/** What it does to the schema, in order. Empty for statements that leave the schema alone. */
	readonly changes: readonly SchemaChange[];
	/** The tables that it reads or writes rows of, with the columns that it names unambiguously. */
	readonly uses: readonly TableUse[];
	readonly transaction?: TransactionControl;
	/** False for statements that the database refuses inside a transaction (VACUUM, CREATE INDEX CONCURRENTLY, …). */
	readonly transactional: boolean;
}
