import type { Schema } from '../schema/schema.ts';
import type { DialectName } from '../sql/dialect.ts';

/** A value that a database takes or gives. Integers beyond 2^53 are `bigint`, BLOBs `Uint8Array`. */
export type Value = null | number | bigint | string | boolean | Uint8Array | Date;

export type Parameters = readonly Value[] | Readonly<Record<string, Value>>;

export interface QueryOptions {
	/**
	 * SQLite: every INTEGER comes and goes as `bigint`, and every `number` is a REAL, so that 1 and 1.0 stay apart.
	 * Without it whole numbers up to 2^53 go as INTEGER and come as `number`.
	 */
	readonly exactNumbers?: boolean;
}

/** What one statement answered. */
export interface QueryResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Value[])[];
	/** Rows changed by an INSERT, UPDATE or DELETE; 0 for others. */
	readonly changes: number;
	/** SQLite's last inserted rowid. */
	readonly lastInsertRowid?: bigint;
}

export type IsolationHint = 'read' | 'write';

/**
 * One connection to one database. The same asynchronous contract for every database; nothing here is retried. Errors
 * are `DatabaseError` with the database's own words and code.
 */
export interface Connection {
	readonly dialect: DialectName;
	/** The server's or library's version: `3.54.1`, `18.6`. */
	readonly version: string;
	/** For people: the path or the URL with its password redacted. */
	readonly label: string;
	/** The file-system path of the database, where it is one file. */
	readonly file?: string;
	/** Runs one statement. Parameters are `?` (SQLite) or `$1` (PostgreSQL), or named ones (SQLite) as an object. */
	query(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<QueryResult>;
	/** Begins a transaction: BEGIN IMMEDIATE on SQLite; on PostgreSQL BEGIN (READ ONLY REPEATABLE READ for `read`). */
	begin(intent: IsolationHint): Promise<void>;
	commit(): Promise<void>;
	/** Takes everything back. Does nothing where the database ended the transaction by itself. */
	rollback(): Promise<void>;
	/** Reads what the database holds, without the tables named in `ignore` (migrations tables). Writes nothing. */
	readSchema(ignore: readonly string[]): Promise<Schema>;
	/** Interrupts what is running, where the database can. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}

/** How a database is opened. `read` never writes and never creates a file. */
export type OpenMode = 'read' | 'write' | 'create';
