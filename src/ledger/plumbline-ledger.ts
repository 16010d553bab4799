import type { Connection, Value } from '../database/connection.ts';
import { DatabaseError } from '../database/database-error.ts';
import { toIsoTime } from './applied-at.ts';
import type { Entry, EntryStatus } from './entry.ts';
import type { Ledger, LedgerEvent } from './ledger.ts';
import type { LedgerDialect, TableName } from './ledger-dialect.ts';
import { LedgerShapeError, LedgerUnreadableError } from './ledger-error.ts';

export const PLUMBLINE_TABLE = 'plumbline_migrations';
const EVENTS_TABLE = 'plumbline_events';

const STATUSES: ReadonlySet<string> = new Set<EntryStatus>([
	'running',
	'applied',
	'failed',
	'reverted',
	'baselined',
	'marked',
	'skipped',
]);

/** The columns after `id`, in the order of `valuesOf` and `toEntry`. */
const COLUMNS = [
	'version',
	'name',
	'status',
	'checksum',
	'sql',
	'downgrade',
	'applied_at',
	'execution_ms',
	'statements_done',
	'error',
	'applied_by',
	'tool_version',
] as const;

/** Plumbline's own migrations table, with its history beside it. */
export class PlumblineLedger implements Ledger {
	readonly table: string;
	readonly tables: readonly string[];
	readonly exists: boolean;
	readonly #dialect: LedgerDialect;
	readonly #name: TableName;
	readonly #events: TableName;

	constructor(dialect: LedgerDialect, name: TableName, exists: boolean) {
		this.#dialect = dialect;
		this.#name = name;
		this.#events = { schema: name.schema, name: EVENTS_TABLE };
		this.exists = exists;
		this.table = dialect.label(name);
		this.tables = [this.table, dialect.label(this.#events)];
	}

	async read(connection: Connection): Promise<readonly Entry[]> {
		await this.#checkShape(connection);
		const { rows } = await readable(this.table, () =>
			connection.query(`SELECT ${COLUMNS.join(', ')} FROM ${this.#dialect.sqlName(this.#name)} ORDER BY id`),
		);
		return rows.map((row, index) => toEntry(this.table, row, index + 1));
	}

	async create(connection: Connection): Promise<void> {
		const { id, time, integer } = this.#dialect.types;
		await this.#dialect.createTables(connection, [
			{
				table: this.#name,
				columns: [
					`id ${id}`,
					'version text NOT NULL UNIQUE',
					'name text',
					'status text NOT NULL',
					'checksum text',
					// The text of the parse tree's hash, with the parser that made it. Not written yet, and null is "unknown".
					'fingerprint text',
					'sql text',
					'downgrade text',
					`applied_at ${time}`,
					`execution_ms ${integer}`,
					`statements_done ${integer}`,
					'error text',
					'applied_by text',
					'tool_version text',
				],
			},
			{
				table: this.#events,
				columns: [
					`id ${id}`,
					`happened_at ${time} NOT NULL`,
					'version text NOT NULL',
					'action text NOT NULL',
					'outcome text NOT NULL',
					'detail text',
				],
			},
		]);
	}

	/** A row that is written again moves to the end: that is the order of application. */
	async write(connection: Connection, entry: Entry): Promise<void> {
		await this.remove(connection, entry.version);
		await this.#insert(connection, this.#name, COLUMNS, valuesOf(entry));
	}

	async remove(connection: Connection, version: string): Promise<void> {
		const { sqlName, placeholder } = this.#dialect;
		await connection.query(`DELETE FROM ${sqlName(this.#name)} WHERE version = ${placeholder(1)}`, [version]);
	}

	async note(connection: Connection, event: LedgerEvent): Promise<void> {
		await this.#insert(
			connection,
			this.#events,
			['happened_at', 'version', 'action', 'outcome', 'detail'],
			[new Date(), event.version, event.action, event.outcome, event.detail ?? null],
		);
	}

	async #insert(
		connection: Connection,
		table: TableName,
		columns: readonly string[],
		values: readonly Value[],
	): Promise<void> {
		const places = columns.map((_, index) => this.#dialect.placeholder(index + 1));
		await connection.query(
			`INSERT INTO ${this.#dialect.sqlName(table)} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
			values,
		);
	}

	async #checkShape(connection: Connection): Promise<void> {
		const there = new Set((await this.#dialect.columns(connection, this.#name)).map(({ name }) => name.toLowerCase()));
		const missing = ['id', ...COLUMNS].filter((column) => !there.has(column));
		if (missing.length === 0) return;
		throw shapeError(
			this.table,
			connection.label,
			missing,
			`Add ${missing.length === 1 ? 'it' : 'them'} with ALTER TABLE ${this.table} ADD COLUMN, or rename the table if it is not Plumbline's.`,
		);
	}
}

/** Says which columns are missing, that nothing is taken for granted, and the repair. */
export function shapeError(
	table: string,
	database: string,
	missing: readonly string[],
	repair: string,
): LedgerShapeError {
	const names = missing.map((column) => `\`${column}\``).join(', ');
	return new LedgerShapeError(
		table,
		missing,
		`The migrations table ${table} of ${database} has no column ${names}, so what is applied cannot be known. ${repair}`,
	);
}

/** Runs a query on the migrations table. What stops it is told as that: never as an empty table. */
export async function readable<T>(table: string, query: () => Promise<T>): Promise<T> {
	try {
		return await query();
	} catch (error) {
		if (!(error instanceof DatabaseError)) throw error;
		throw new LedgerUnreadableError(
			table,
			`The migrations table ${table} cannot be read (${error.message}), so what is applied cannot be known.`,
			{ cause: error, ...(error.code !== undefined && { code: error.code }) },
		);
	}
}

function valuesOf(entry: Entry): readonly Value[] {
	return [
		entry.version,
		entry.name ?? null,
		entry.status,
		entry.checksum ?? null,
		entry.sql ?? null,
		entry.downgrade ?? null,
		entry.appliedAt ?? null,
		entry.executionMs === undefined ? null : Math.round(entry.executionMs),
		entry.statementsDone ?? null,
		entry.error ?? null,
		entry.appliedBy ?? null,
		entry.toolVersion ?? null,
	];
}

function toEntry(table: string, row: readonly Value[], rank: number): Entry {
	const [version, name, status, checksum, sql, downgrade, appliedAt, ms, statements, error, by, tool] = row;
	if (!STATUSES.has(String(status))) {
		throw new LedgerUnreadableError(
			table,
			`The migrations table ${table} says "${status}" of ${version}, which is no status that this version of Plumbline knows.`,
		);
	}
	const time = toIsoTime(appliedAt);
	return {
		version: String(version),
		...(name !== null && { name: String(name) }),
		status: String(status) as EntryStatus,
		...(checksum !== null && { checksum: String(checksum) }),
		...(sql !== null && { sql: String(sql) }),
		...(downgrade !== null && { downgrade: String(downgrade) }),
		...(time !== undefined && { appliedAt: time }),
		...(ms !== null && { executionMs: Number(ms) }),
		...(statements !== null && { statementsDone: Number(statements) }),
		...(error !== null && { error: String(error) }),
		...(by !== null && { appliedBy: String(by) }),
		...(tool !== null && { toolVersion: String(tool) }),
		rank,
	};
}
