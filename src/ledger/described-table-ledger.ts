import type { Connection, Value } from '../database/connection.ts';
import { fromIsoTime, toIsoTime } from './applied-at.ts';
import { countsAsApplied, type Entry } from './entry.ts';
import type { DescribedLedger, Ledger } from './ledger.ts';
import type { LedgerColumn, LedgerDialect, TableName } from './ledger-dialect.ts';
import { LedgerCannotRecordError, LedgerUnreadableError } from './ledger-error.ts';
import { readable, shapeError } from './plumbline-ledger.ts';
import { quoteName } from './quoted-name.ts';
import { statusFromWords } from './status-words.ts';

/** A migrations table that somebody else made, read and written through the columns that `plumbline.json` describes. */
export class DescribedTableLedger implements Ledger {
	readonly table: string;
	readonly tables: readonly string[];
	readonly exists: boolean;
	readonly readOnly?: string;
	readonly #dialect: LedgerDialect;
	readonly #name: TableName;
	readonly #described: DescribedLedger;

	constructor(
		dialect: LedgerDialect,
		name: TableName,
		described: DescribedLedger,
		/** Absent where the table is not there yet. */
		columns?: readonly LedgerColumn[],
	) {
		this.#dialect = dialect;
		this.#name = name;
		this.#described = described;
		this.exists = columns !== undefined;
		this.table = dialect.label(name);
		this.tables = [this.table];
		const needed = this.#notDescribed(columns ?? []);
		if (needed !== undefined) {
			this.readOnly = `The migrations table ${this.table} cannot be written: its column \`${needed}\` needs a value, and plumbline.json does not describe it.`;
		}
	}

	async read(connection: Connection): Promise<readonly Entry[]> {
		const columns = await this.#dialect.columns(connection, this.#name);
		const there = new Set(columns.map(({ name }) => name.toLowerCase()));
		const missing = this.#mapped().filter((column) => !there.has(column.toLowerCase()));
		if (missing.length > 0) {
			throw shapeError(
				this.table,
				connection.label,
				missing,
				'Add what is missing with ALTER TABLE, or correct `ledger` in plumbline.json.',
			);
		}
		const order = await this.#dialect.insertionOrder(connection, this.#name);
		const select = `SELECT ${this.#mapped().map(quoteName).join(', ')} FROM ${this.#dialect.sqlName(this.#name)}`;
		const { rows } = await readable(this.table, () =>
			connection.query(order === undefined ? select : `${select} ORDER BY ${order}`),
		);
		const entries = rows.map((row) => this.#toEntry(row));
		return inOrderOfApplication(entries).map((entry, index) => ({ ...entry, rank: index + 1 }));
	}

	async create(connection: Connection): Promise<void> {
		const { version, name, appliedAt, status, checksum } = this.#described;
		const { time } = this.#dialect.types;
		await this.#dialect.createTables(connection, [
			{
				table: this.#name,
				columns: [
					`${quoteName(version)} text NOT NULL PRIMARY KEY`,
					...(name === undefined ? [] : [`${quoteName(name)} text`]),
					...(appliedAt === undefined ? [] : [`${quoteName(appliedAt)} ${time} NOT NULL`]),
					...(status === undefined ? [] : [`${quoteName(status)} text NOT NULL`]),
					...(checksum === undefined ? [] : [`${quoteName(checksum)} text`]),
				],
			},
		]);
	}

	async write(connection: Connection, entry: Entry): Promise<void> {
		if (this.#described.status === undefined && !countsAsApplied(entry.status)) {
			throw new LedgerCannotRecordError(
				`The migrations table ${this.table} has no column for a status, so a row for ${entry.version} would say ` +
					`that it is applied, where it is "${entry.status}". Describe a status column in plumbline.json.`,
			);
		}
		await this.remove(connection, entry.version);
		const values = await this.#valuesOf(connection, entry);
		const places = values.map((_, index) => this.#dialect.placeholder(index + 1));
		await connection.query(
			`INSERT INTO ${this.#dialect.sqlName(this.#name)} (${this.#mapped().map(quoteName).join(', ')}) VALUES (${places.join(', ')})`,
			values,
		);
	}

	async remove(connection: Connection, version: string): Promise<void> {
		const { sqlName, placeholder } = this.#dialect;
		const column = quoteName(this.#described.version);
		await connection.query(`DELETE FROM ${sqlName(this.#name)} WHERE ${column} = ${placeholder(1)}`, [version]);
	}

	/** Nobody described a history. */
	async note(): Promise<void> {
		await Promise.resolve();
	}

	/** The described columns, in the order of `#valuesOf` and `#toEntry`. */
	#mapped(): readonly string[] {
		const { version, name, appliedAt, status, checksum } = this.#described;
		return [version, name, appliedAt, status, checksum].filter((column) => column !== undefined);
	}

	async #valuesOf(connection: Connection, entry: Entry): Promise<readonly Value[]> {
		const { name, appliedAt, status, checksum } = this.#described;
		const columns = await this.#dialect.columns(connection, this.#name);
		const type = columns.find((column) => column.name.toLowerCase() === appliedAt?.toLowerCase())?.type ?? '';
		return [
			entry.version,
			...(name === undefined ? [] : [entry.name ?? '']),
			...(appliedAt === undefined ? [] : [fromIsoTime(entry.appliedAt ?? new Date().toISOString(), type)]),
			...(status === undefined ? [] : [entry.statusText ?? entry.status]),
			...(checksum === undefined ? [] : [entry.checksum ?? null]),
		];
	}

	#toEntry(row: readonly Value[]): Entry {
		const values = new Map(this.#mapped().map((column, index) => [column, row[index] ?? null]));
		const cell = (column: string | undefined) => (column === undefined ? null : (values.get(column) ?? null));
		const version = String(cell(this.#described.version));
		const status = statusFromWords(cell(this.#described.status));
		if (status === undefined) {
			throw new LedgerUnreadableError(
				this.table,
				`The migrations table ${this.table} says "${cell(this.#described.status)}" of ${version}, and whether that means ` +
					'applied cannot be known. Write "applied", "failed" or "skipped" there, or describe another column in plumbline.json.',
			);
		}
		const name = cell(this.#described.name);
		const time = toIsoTime(cell(this.#described.appliedAt));
		const checksum = cell(this.#described.checksum);
		return {
			version,
			...(name !== null && name !== '' && { name: String(name) }),
			...status,
			...(time !== undefined && { appliedAt: time }),
			// Another tool's checksum is made in another way, and would make every file look edited.
			...(typeof checksum === 'string' && SHA256.test(checksum) && { checksum: checksum.toLowerCase() }),
		};
	}

	/** A column without which no row can be inserted, and that no key of the description names. */
	#notDescribed(columns: readonly LedgerColumn[]): string | undefined {
		const mapped = new Set(this.#mapped().map((column) => column.toLowerCase()));
		return columns.find((column) => column.mustBeGiven && !mapped.has(column.name.toLowerCase()))?.name;
	}
}

const SHA256 = /^[0-9a-f]{64}$/i;

/** By time where every row has one; rows of the same time, and tables without times, stay in the order they came. */
function inOrderOfApplication(entries: readonly Entry[]): readonly Entry[] {
	if (entries.some(({ appliedAt }) => appliedAt === undefined)) return entries;
	return entries.toSorted((a, b) => Date.parse(a.appliedAt ?? '') - Date.parse(b.appliedAt ?? ''));
}
