import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Parameters, QueryResult } from '../connection.ts';
import { DatabaseError, NativeModuleUnavailableError } from '../database-error.ts';
import { sqliteCodeName } from './sqlite-codes.ts';
import type { SqliteDriver } from './sqlite-driver.ts';
import { bindParameters, fromSqlite } from './sqlite-values.ts';

export interface NodeSqliteOptions {
	readonly readOnly: boolean;
	/** How long SQLite itself waits for a lock, which blocks the process. */
	readonly busyTimeoutMs: number;
}

/**
 * Returns Node's own SQLite, or undefined where this Node (or Electron) was built without it, or has one that gives no rows
 * as arrays yet (before 22.16). Loading it prints a warning on Node 22, so it is done only where it is needed.
 */
export async function loadNodeSqlite(): Promise<typeof DatabaseSync | undefined> {
	if (typeof process.getBuiltinModule !== 'function' || process.getBuiltinModule('node:sqlite') === undefined) {
		return undefined;
	}
	const { DatabaseSync, StatementSync } = await import('node:sqlite');
	return 'setReturnArrays' in StatementSync.prototype ? DatabaseSync : undefined;
}

/**
 * Opens a path or a `file:` URI with Node's own SQLite, which better-sqlite3 cannot be asked to do in two ways: with
 * double-quoted strings as SQLite and Python have them, and by URI. Throws `NativeModuleUnavailableError` where Node has none.
 */
export async function openNodeSqlite(location: string, options: NodeSqliteOptions): Promise<SqliteDriver> {
	const Database = await loadNodeSqlite();
	if (Database === undefined) {
		throw new NativeModuleUnavailableError(
			'This database has strings in double quotes, which only SQLite as Node brings it can read, ' +
				`and Node ${process.versions.node} was built without. Use Node 22.16 or newer.`,
		);
	}
	try {
		const database = new Database(location, {
			readOnly: options.readOnly,
			enableForeignKeyConstraints: false,
			enableDoubleQuotedStringLiterals: true,
			timeout: options.busyTimeoutMs,
		});
		return new NodeSqliteDriver(database);
	} catch (error) {
		throw toDatabaseError(error);
	}
}

class NodeSqliteDriver implements SqliteDriver {
	readonly name = 'node:sqlite';
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	get inTransaction(): boolean {
		return this.#database.isTransaction;
	}

	run(sql: string, parameters: Parameters, exactNumbers: boolean): QueryResult {
		try {
			const statement = this.#database.prepare(sql);
			refuseSecondStatement(sql, statement.sourceSQL);
			statement.setReadBigInts(true);
			statement.setReturnArrays(true);
			const bound = bindParameters(parameters, exactNumbers);
			const before = this.#totalChanges();
			const rows = Array.isArray(bound)
				? statement.all(...bound)
				: statement.all(bound as Record<string, SQLInputValue>);
			const columns = statement.columns().map((column) => column.name);
			const [total, changes, rowid] = this.#counters();
			return {
				columns,
				rows: (rows as unknown as unknown[][]).map((row) => row.map((value) => fromSqlite(value, exactNumbers))),
				changes: total === before ? 0 : Number(changes),
				...((columns.length === 0 || total !== before) && { lastInsertRowid: rowid }),
			};
		} catch (error) {
			throw toDatabaseError(error);
		}
	}

	async backup(target: string): Promise<number> {
		const { backup } = await import('node:sqlite');
		try {
			return await backup(this.#database, target);
		} catch (error) {
			throw toDatabaseError(error);
		}
	}

	close(): void {
		this.#database.close();
	}

	#totalChanges(): bigint {
		return this.#counters()[0];
	}

	#counters(): readonly [total: bigint, changes: bigint, rowid: bigint] {
		const statement = this.#database.prepare('SELECT total_changes(), changes(), last_insert_rowid()');
		statement.setReadBigInts(true);
		statement.setReturnArrays(true);
		return statement.get() as unknown as [bigint, bigint, bigint];
	}
}

/** `prepare` drops what stands behind the first statement without a word. */
function refuseSecondStatement(sql: string, prepared: string): void {
	const rest = sql.slice(prepared.length).replace(/--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$)|[\s;]/g, '');
	if (rest !== '') throw new DatabaseError('The supplied SQL string contains more than one statement');
}

function toDatabaseError(error: unknown): DatabaseError {
	if (error instanceof DatabaseError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const number = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
	return new DatabaseError(message, {
		cause: error,
		...(number !== undefined && { code: sqliteCodeName(number) }),
	});
}
