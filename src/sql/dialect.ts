import type { Statement } from './statement.ts';

export type DialectName = 'sqlite' | 'postgresql';

/** What one database accepts and another does not. Rules ask for these and never for the dialect's name. */
export type Capability =
	| 'add-column-if-not-exists'
	| 'drop-column-if-exists'
	| 'create-index-without-name'
	| 'create-index-concurrently'
	| 'create-or-replace-view'
	| 'create-view-if-not-exists'
	| 'create-trigger-if-not-exists'
	| 'do-block'
	| 'transactional-ddl'
	| 'schemas';

/**
 * A database's language. Both implementations stand on the database's own grammar: `libpg-query` for
 * PostgreSQL, `sqlite3-parser` for SQLite.
 */
export interface Dialect {
	readonly name: DialectName;
	/** The name as people write it, for messages. */
	readonly label: string;
	/** The oldest version that is still supported, assumed where no other is known. */
	readonly oldestVersion: string;
	supports(capability: Capability, version?: string): boolean;
	/**
	 * Reads a whole text into its statements, in order. Never throws: a statement that does not parse carries its
	 * `syntaxError`, and spoils none of its neighbours. All ranges are offsets into `text`.
	 */
	read(text: string): readonly Statement[];
	/** The name that the database keeps for an identifier as written, quotes included. */
	foldIdentifier(written: string): string;
	/** Writes a name as an identifier, quoted only where it must be. */
	quoteIdentifier(name: string): string;
}
