import type BetterSqlite3 from 'better-sqlite3';
import type { Parameters, QueryResult } from '../connection.ts';
import { DatabaseError, NativeModuleUnavailableError } from '../database-error.ts';
import { checkNativeSupport } from '../native-support.ts';
import type { SqliteDriver } from './sqlite-driver.ts';
import { bindParameters, fromSqlite } from './sqlite-values.ts';

export interface BetterSqlite3Options {
	readonly readOnly: boolean;
	readonly mustExist: boolean;
	/** How long SQLite itself waits for a lock, which blocks the process. */
	readonly busyTimeoutMs: number;
	/** Path of the native binding; absent where the library's own lookup serves. */
	readonly nativeBinding?: string;
}

/** Loads better-sqlite3, once Node was found to be new enough: an older one would crash instead of throwing. */
async function loadBetterSqlite3(): Promise<typeof BetterSqlite3> {
	checkNativeSupport();
	return (await import('better-sqlite3')).default;
}

/** Opens a file, or memory for `:memory:`. Throws `DatabaseError` with SQLite's code. */
export async function openBetterSqlite3(path: string, options: BetterSqlite3Options): Promise<SqliteDriver> {
	const Database = await loadBetterSqlite3();
	try {
		return new BetterSqlite3Driver(
			new Database(path, {
				readonly: options.readOnly,
				fileMustExist: options.mustExist,
				timeout: options.busyTimeoutMs,
				...(options.nativeBinding !== undefined && { nativeBinding: options.nativeBinding }),
			}),
		);
	} catch (error) {
		if (isLoadError(error)) {
			throw new NativeModuleUnavailableError(
				`better-sqlite3 has no native module for ${process.platform}-${process.arch} here, or it cannot be loaded.`,
				{ cause: error },
			);
		}
		throw toDatabaseError(error);
	}
}

class BetterSqlite3Driver implements SqliteDriver {
	readonly name = 'better-sqlite3';
	readonly #database: BetterSqlite3.Database;

	constructor(database: BetterSqlite3.Database) {
		this.#database = database;
	}

	get inTransaction(): boolean {
		return this.#database.inTransaction;
	}

	run(sql: string, parameters: Parameters, exactNumbers: boolean): QueryResult {
		try {
			const statement = this.#database.prepare(sql).safeIntegers(true);
			const bound = bindParameters(parameters, exactNumbers);
			const values = Array.isArray(bound) ? bound : [bound];
			if (!statement.reader) {
				const { changes, lastInsertRowid } = statement.run(...values);
				return { columns: [], rows: [], changes: Number(changes), lastInsertRowid: BigInt(lastInsertRowid) };
			}
			const rows = (statement.raw(true).all(...values) as unknown[][]).map((row) =>
				row.map((value) => fromSqlite(value, exactNumbers)),
			);
			const columns = statement.columns().map((column) => column.name);
			return statement.readonly ? { columns, rows, changes: 0 } : { columns, rows, ...this.#outcome() };
		} catch (error) {
			throw toDatabaseError(error);
		}
	}

	async backup(target: string): Promise<number> {
		try {
			const { totalPages, remainingPages } = await this.#database.backup(target);
			return totalPages - remainingPages;
		} catch (error) {
			throw toDatabaseError(error);
		}
	}

	close(): void {
		this.#database.close();
	}

	/** What an INSERT, UPDATE or DELETE with RETURNING changed. */
	#outcome(): { readonly changes: number; readonly lastInsertRowid: bigint } {
		const [changes, rowid] = this.#database
			.prepare('SELECT changes(), last_insert_rowid()')
			.safeIntegers(true)
			.raw(true)
			.get() as [bigint, bigint];
		return { changes: Number(changes), lastInsertRowid: rowid };
	}
}

/** Errors of the library's own checks (several statements, too few parameters) have no code. */
function toDatabaseError(error: unknown): DatabaseError {
	const message = error instanceof Error ? error.message : String(error);
	const code = codeOf(error);
	return new DatabaseError(message, code?.startsWith('SQLITE_') ? { code, cause: error } : { cause: error });
}

function isLoadError(error: unknown): boolean {
	const code = codeOf(error);
	return code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND';
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
