import type { Schema } from '../../schema/schema.ts';
import type { Connection, IsolationHint, OpenMode, Parameters, QueryResult, Value } from '../connection.ts';
import { DatabaseAccessError, DatabaseError } from '../database-error.ts';
import type { PostgresqlSession, SessionResult } from './postgresql-session.ts';
import { fromPostgresql, toPostgresql } from './postgresql-values.ts';
import { readPostgresqlSchema } from './read-postgresql-schema.ts';

const BEGIN_READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
const CHANGES_ROWS = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

export interface PostgresqlConnectionOptions {
	readonly label: string;
	readonly version: string;
	readonly mode: OpenMode;
}

export class PostgresqlConnection implements Connection {
	readonly dialect = 'postgresql';
	readonly version: string;
	readonly label: string;
	readonly #session: PostgresqlSession;
	readonly #mode: OpenMode;
	#inTransaction = false;
	#closed = false;

	constructor(session: PostgresqlSession, options: PostgresqlConnectionOptions) {
		this.#session = session;
		this.version = options.version;
		this.label = options.label;
		this.#mode = options.mode;
	}

	async query(sql: string, parameters: Parameters = []): Promise<QueryResult> {
		if (!Array.isArray(parameters)) {
			throw new DatabaseError('PostgreSQL takes parameters by number ($1), not by name.');
		}
		const values = (parameters as readonly Value[]).map(toPostgresql);
		if (this.#mode !== 'read' || this.#inTransaction) return toResult(await this.#session.run(sql, values));
		// A session setting would stay behind in a pooler's connection, so each statement has its own transaction.
		await this.begin('read');
		try {
			return toResult(await this.#session.run(sql, values));
		} finally {
			await this.rollback();
		}
	}

	async begin(intent: IsolationHint): Promise<void> {
		if (intent === 'write' && this.#mode === 'read') {
			throw new DatabaseAccessError(`${this.label} was opened for reading only.`);
		}
		await this.#session.run(intent === 'read' ? BEGIN_READ : 'BEGIN', []);
		this.#inTransaction = true;
	}

	async commit(): Promise<void> {
		const { command } = await this.#session.run('COMMIT', []);
		this.#inTransaction = false;
		// COMMIT of a transaction that failed before is a ROLLBACK, and no error.
		if (command !== 'COMMIT') {
			throw new DatabaseError('The transaction had failed before COMMIT, so the database took it back.', {
				code: '25P02',
			});
		}
	}

	async rollback(): Promise<void> {
		if (!this.#inTransaction) return;
		this.#inTransaction = false;
		await this.#session.run('ROLLBACK', []);
	}

	async readSchema(ignore: readonly string[]): Promise<Schema> {
		if (this.#inTransaction) return await readPostgresqlSchema(this, ignore);
		await this.begin('read');
		try {
			return await readPostgresqlSchema(this, ignore);
		} finally {
			await this.rollback();
		}
	}

	async cancel(): Promise<void> {
		await this.#session.cancel();
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.#session.close();
	}
}

function toResult(result: SessionResult): QueryResult {
	return {
		columns: result.columns.map(({ name }) => name),
		rows: result.rows.map((row) =>
			row.map((text, index) => (text === null ? null : fromPostgresql(result.columns[index]?.type ?? 0, text))),
		),
		changes: CHANGES_ROWS.has(result.command) ? result.rowCount : 0,
	};
}
