import type { Connection } from '../database/connection.ts';
import type { Entry } from './entry.ts';

/** A row as it is written, when a migration was applied, failed or reverted. */
export interface LedgerEvent {
	readonly version: string;
	readonly action: 'apply' | 'revert';
	readonly outcome: 'done' | 'failed';
	readonly detail?: string;
}

/**
 * A migrations table. Reading never writes. `write`, `remove` and `note` are called inside the transaction of the migration
 * that they record, so that both stand or fall together.
 */
export interface Ledger {
	/** The table's name as SQL and people write it: schema-qualified where the database has schemas. */
	readonly table: string;
	/** All tables that belong to it, to be left out when the schema is read. */
	readonly tables: readonly string[];
	/** Undefined where the table can be written; else the sentence that says why not. */
	readonly readOnly?: string;
	/** False where the table is not there yet: the database is *not initialised*. */
	readonly exists: boolean;
	/** Entries in order of application. Throws `LedgerShapeError` for a table of the wrong shape: never "nothing applied". */
	read(connection: Connection): Promise<readonly Entry[]>;
	/** Creates the table where it is missing. Two first runners at once are safe. */
	create(connection: Connection): Promise<void>;
	write(connection: Connection, entry: Entry): Promise<void>;
	/** Takes back the entry of a reverted migration. */
	remove(connection: Connection, version: string): Promise<void>;
	/** Appends to the history, where the ledger keeps one. */
	note(connection: Connection, event: LedgerEvent): Promise<void>;
}

/** A migrations table of another tool, described in `plumbline.json`: the names of its columns. */
export interface DescribedLedger {
	readonly table: string;
	readonly version: string;
	readonly name?: string;
	readonly appliedAt?: string;
	readonly status?: string;
	readonly checksum?: string;
}
