import type { Connection, Parameters, QueryResult } from '../../database/connection.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Statement } from '../../sql/statement.ts';
import { rebuildRenames } from '../transaction/rebuild-renames.ts';
import { pythonErrorClass } from './python-error-class.ts';
import { ScriptTransaction } from './script-transaction.ts';
import { bindSqliteParameters } from './sqlite-parameters.ts';
import type { Answer, Call } from './wire-messages.ts';
import { parametersFromWire, toWire } from './wire-value.ts';

/** The database ended the migration's own transaction in answer to an error: nothing can go on. */
class TransactionLostError extends Error {
	override readonly name = 'TransactionLostError';
}

const CHANGES_ROWS: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge']);
const CALL_SAVEPOINT = 'plumbline_call';

/** Serves what a script asks of its connection, on the connection of the migration and inside its transaction. */
export class CallServer {
	readonly #connection: Connection;
	readonly #dialect: Dialect;
	readonly #transaction: ScriptTransaction;
	readonly #onStatement: (ms: number) => void;
	/** What the script did to the schema so far, to tell the renames that rebuild a table. */
	readonly #seen: Statement[] = [];
	/** SQLite's count of changed rows when the script began, which counts from 0. */
	#changesBefore: bigint | undefined;
	/** Of the last row that the script inserted. */
	#lastRowid = 0n;

	constructor(connection: Connection, dialect: Dialect, onStatement: (ms: number) => void) {
		this.#connection = connection;
		this.#dialect = dialect;
		this.#transaction = new ScriptTransaction(connection);
		this.#onStatement = onStatement;
	}

	/** Answers one call. An error of the database is an answer; throws `TransactionLostError` where nothing can follow. */
	async answer(call: Call): Promise<Answer> {
		try {
			if (this.#dialect.name === 'sqlite') this.#changesBefore ??= await this.#totalChanges();
			return { ...(await this.#serve(call)), tx: this.#transaction.open };
		} catch (error) {
			if (!(error instanceof DatabaseError)) throw error;
			await this.#checkTransaction(error);
			return { tx: this.#transaction.open, error: errorOf(error) };
		}
	}

	async #serve(call: Call): Promise<object> {
		switch (call.op) {
			case 'execute':
				return this.#execute(call.sql, parametersFromWire(call.params), call.implicit);
			case 'executemany':
				return this.#executeMany(call.sql, call.rows.map(parametersFromWire), call.implicit);
			case 'executescript':
				// As in sqlite3: what was pending is committed first, and the script has only transactions of its own.
				await this.#transaction.commit();
				for (const statement of this.#dialect.read(call.sql)) await this.#run(statement, [], false);
				return {};
			case 'commit':
				await this.#transaction.commit();
				return {};
			case 'rollback':
				await this.#transaction.rollback();
				return {};
			case 'total_changes':
				return { value: toWire((await this.#totalChanges()) - (this.#changesBefore ?? 0n), false) };
		}
	}

	async #execute(sql: string, parameters: Parameters, implicit: boolean): Promise<object> {
		const statement = this.#only(sql);
		if (statement === undefined) return this.#answerOf(undefined, emptyResult);
		return this.#answerOf(statement, await this.#run(statement, parameters, implicit));
	}

	async #executeMany(sql: string, rows: readonly Parameters[], implicit: boolean): Promise<object> {
		const statement = this.#only(sql);
		if (statement === undefined || !CHANGES_ROWS.has(statement.kind)) {
			throw new DatabaseError('executemany() can only execute DML statements.');
		}
		let changes = 0;
		for (const row of rows) changes += (await this.#run(statement, row, implicit)).changes;
		return { columns: [], rows: [], rowcount: changes };
	}

	#only(sql: string): Statement | undefined {
		const statements = this.#dialect.read(sql);
		if (statements.length > 1) throw new SeveralStatementsError();
		return statements[0];
	}

	async #run(statement: Statement, parameters: Parameters, implicit: boolean): Promise<QueryResult> {
		const began = performance.now();
		if (await this.#transaction.control(statement)) return emptyResult;
		const begins = this.#dialect.name === 'postgresql' || CHANGES_ROWS.has(statement.kind);
		if (implicit && begins && !this.#transaction.open) await this.#transaction.begin();
		const rebuild = this.#rebuildsByRename(statement);
		if (rebuild) await this.#connection.query('PRAGMA legacy_alter_table = ON');
		try {
			const result = await this.#send(statement, parameters);
			if (statement.kind === 'insert' && result.changes > 0) this.#lastRowid = result.lastInsertRowid ?? 0n;
			return result;
		} finally {
			if (rebuild) await this.#connection.query('PRAGMA legacy_alter_table = OFF');
			this.#onStatement(performance.now() - began);
		}
	}

	#rebuildsByRename(statement: Statement): boolean {
		if (this.#dialect.name !== 'sqlite' || statement.changes.length === 0) return false;
		this.#seen.push(statement);
		return rebuildRenames(this.#seen).has(this.#seen.length - 1);
	}

	/** On PostgreSQL an error spoils the whole transaction, so that each call has a savepoint to go back to. */
	async #send(statement: Statement, parameters: Parameters): Promise<QueryResult> {
		if (this.#dialect.name === 'sqlite') {
			const { sql, values } = bindSqliteParameters(statement.text, parameters);
			return this.#connection.query(sql, values, { exactNumbers: true });
		}
		await this.#connection.query(`SAVEPOINT ${CALL_SAVEPOINT}`);
		try {
			const result = await this.#connection.query(statement.text, parameters);
			await this.#connection.query(`RELEASE SAVEPOINT ${CALL_SAVEPOINT}`);
			return result;
		} catch (error) {
			await this.#connection.query(`ROLLBACK TO SAVEPOINT ${CALL_SAVEPOINT}`);
			await this.#connection.query(`RELEASE SAVEPOINT ${CALL_SAVEPOINT}`);
			throw error;
		}
	}

	/** Some errors make SQLite roll back everything: https://www.sqlite.org/lang_transaction.html. */
	async #checkTransaction(cause: DatabaseError): Promise<void> {
		if (this.#dialect.name !== 'sqlite') return;
		try {
			await this.#connection.query('BEGIN');
		} catch {
			// Refused inside a transaction: it is still there.
			return;
		}
		await this.#connection.query('ROLLBACK');
		throw new TransactionLostError(`${cause.message}, and SQLite took back the whole transaction`, { cause });
	}

	#answerOf(statement: Statement | undefined, result: QueryResult): object {
		const counts = statement !== undefined && CHANGES_ROWS.has(statement.kind);
		const postgresql = this.#dialect.name === 'postgresql';
		return {
			columns: result.columns,
			rows: result.rows.map((row) => row.map((value) => toWire(value, postgresql))),
			rowcount: counts ? result.changes : postgresql ? result.rows.length : -1,
			// sqlite3 tells the connection's last row after every statement.
			...(!postgresql && statement && { lastrowid: toWire(this.#lastRowid, false) }),
		};
	}

	async #totalChanges(): Promise<bigint> {
		if (this.#dialect.name !== 'sqlite') return 0n;
		const { rows } = await this.#connection.query('SELECT total_changes()', [], { exactNumbers: true });
		return BigInt(String(rows[0]?.[0]));
	}
}

class SeveralStatementsError extends DatabaseError {
	constructor() {
		super('You can only execute one statement at a time.');
	}
}

const emptyResult: QueryResult = { columns: [], rows: [], changes: 0 };

function errorOf(error: DatabaseError) {
	const kind = error instanceof SeveralStatementsError ? 'SeveralStatements' : pythonErrorClass(error);
	return { class: kind, message: error.message, ...(error.code !== undefined && { code: error.code }) };
}
