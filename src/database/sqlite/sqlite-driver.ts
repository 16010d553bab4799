import type { Parameters, QueryResult } from '../connection.ts';

/**
 * What is needed of a library that opens SQLite files. Two stand behind it: better-sqlite3, and Node's own, for what
 * the first was not built for. Calls are synchronous; errors are `DatabaseError` with SQLite's own words and code.
 */
export interface SqliteDriver {
	readonly name: 'better-sqlite3' | 'node:sqlite';
	/** True between BEGIN and its end, also where SQLite ended the transaction by itself. */
	readonly inTransaction: boolean;
	/** Runs one statement. Throws where the text holds none or several. */
	run(sql: string, parameters: Parameters, exactNumbers: boolean): QueryResult;
	/** Copies the database into a file, while others may use it. Returns how many pages it copied: 0 is a failure. */
	backup(target: string): Promise<number>;
	close(): void;
}
