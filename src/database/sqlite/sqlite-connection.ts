import type { Schema } from '../../schema/schema.ts';
import type { Connection, IsolationHint, Parameters, QueryOptions, QueryResult } from '../connection.ts';
import { type Patience, patiently } from './patiently.ts';
import { type KnownDefinitions, readSqliteSchema } from './read-sqlite-schema.ts';
import type { SqliteDriver } from './sqlite-driver.ts';

export interface SqliteConnectionOptions extends Patience {
	readonly file?: string;
	/** Called once, after the driver was closed. */
	cleanUp(): Promise<void>;
}

export class SqliteConnection implements Connection {
	readonly dialect = 'sqlite';
	readonly version: string;
	readonly label: string;
	readonly file?: string;
	/** Which library stands behind it. */
	readonly driver: SqliteDriver['name'];
	readonly #driver: SqliteDriver;
	readonly #options: SqliteConnectionOptions;
	readonly #definitions: KnownDefinitions = new Map();
	#closed = false;

	constructor(driver: SqliteDriver, options: SqliteConnectionOptions) {
		this.#driver = driver;
		this.#options = options;
		this.driver = driver.name;
		this.label = options.label;
		if (options.file !== undefined) this.file = options.file;
		this.version = String(driver.run('SELECT sqlite_version()', [], false).rows[0]?.[0]);
	}

	async query(sql: string, parameters: Parameters = [], options: QueryOptions = {}): Promise<QueryResult> {
		return await patiently(() => this.#driver.run(sql, parameters, options.exactNumbers ?? false), this.#options);
	}

	/**
	 * SQLite enforces foreign keys only where told to, and `PRAGMA foreign_keys` does nothing inside a transaction
	 * (https://www.sqlite.org/pragma.html#pragma_foreign_keys). A migration that rebuilds a table must find them off, or
	 * the rows that refer to it are deleted with the old table.
	 */
	async begin(intent: IsolationHint): Promise<void> {
		await this.query('PRAGMA foreign_keys = OFF');
		await this.query(intent === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
	}

	/** Waits for readers; where they stay, the transaction is still open and can be committed later. */
	async commit(): Promise<void> {
		await this.query('COMMIT');
	}

	/** Some errors (a full disk) roll back by themselves: https://www.sqlite.org/lang_transaction.html */
	async rollback(): Promise<void> {
		if (this.#driver.inTransaction) await this.query('ROLLBACK');
	}

	async readSchema(ignore: readonly string[]): Promise<Schema> {
		return await readSqliteSchema(this, ignore, this.#definitions);
	}

	/** A statement runs to its end before anything else gets a turn, so there is nothing to interrupt. */
	async cancel(): Promise<void> {
		await Promise.resolve();
	}

	/** Copies the database into a file. Returns how many pages it copied: 0 is a failure. Not inside a transaction. */
	async backup(target: string): Promise<number> {
		return await this.#driver.backup(target);
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.#driver.close();
		await this.#options.cleanUp();
	}
}
