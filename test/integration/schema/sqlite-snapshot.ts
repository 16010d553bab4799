import type Database from 'better-sqlite3';
import type { Schema, Table } from '../../../src/schema/schema.ts';

/** What a schema says, in the plain form in which SQLite's pragmas tell it too. */
export interface Snapshot {
	readonly [name: string]: unknown;
}

interface TableRow {
	readonly name: string;
	readonly strict: number;
	readonly wr: number;
}

interface ColumnRow {
	readonly name: string;
	readonly type: string;
	readonly notnull: number;
	readonly dflt_value: string | null;
	readonly pk: number;
	readonly hidden: number;
}

interface ForeignKeyRow {
	readonly id: number;
	readonly seq: number;
	readonly table: string;
	readonly from: string;
	readonly to: string | null;
	readonly on_update: string;
	readonly on_delete: string;
}

/** Returns what SQLite itself reports of the database of a connection. */
export function liveSnapshot(database: Database.Database): Snapshot {
	const rows = <Row>(sql: string, ...parameters: unknown[]) => database.prepare(sql).all(...parameters) as Row[];
	const snapshot: Record<string, unknown> = {};
	const tables = rows<TableRow>(
		`SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
	);
	for (const { name, strict, wr } of tables) {
		const columns = rows<ColumnRow>("SELECT * FROM pragma_table_xinfo(?, 'main')", name);
		const indexes = rows<{ name: string; origin: string }>(
			"SELECT name, origin FROM pragma_index_list(?, 'main')",
			name,
		);
		snapshot[`table ${fold(name)}`] = {
			strict: strict === 1,
			withoutRowid: wr === 1,
			columns: columns.map((column) => ({
				name: fold(column.name),
				type: column.type,
				notNull: column.notnull === 1,
				default: column.dflt_value ?? undefined,
				generated: column.hidden === 2 ? 'virtual' : column.hidden === 3 ? 'stored' : undefined,
			})),
			primaryKey: columns
				.filter(({ pk }) => pk > 0)
				.sort((a, b) => a.pk - b.pk)
				.map((column) => fold(column.name)),
			unique: indexes
				.filter(({ origin }) => origin === 'u')
				.map((index) => indexTerms(index.name).join())
				.sort(),
			foreignKeys: foreignKeys(rows<ForeignKeyRow>("SELECT * FROM pragma_foreign_key_list(?, 'main')", name)),
		};
	}
	function indexTerms(index: string): string[] {
		return rows<{ name: string | null; desc: number }>(
			'SELECT name, "desc" FROM pragma_index_xinfo(?, \'main\') WHERE key = 1 ORDER BY seqno',
			index,
		).map((term) => `${term.name === null ? 'expression' : fold(term.name)}${term.desc === 1 ? ' desc' : ''}`);
	}
	const indexes = rows<{ name: string; tbl_name: string; sql: string }>(
		`SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
	);
	for (const { name, tbl_name, sql } of indexes) {
		snapshot[`index ${fold(name)}`] = {
			table: fold(tbl_name),
			terms: indexTerms(name),
			unique: /^CREATE\s+UNIQUE/i.test(sql),
			partial: /\bWHERE\b/i.test(sql),
		};
	}
	const others = rows<{ type: string; name: string; tbl_name: string }>(
		`SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('view', 'trigger')`,
	);
	for (const { type, name, tbl_name } of others) {
		snapshot[`${type} ${fold(name)}`] = { table: type === 'trigger' ? fold(tbl_name) : undefined };
	}
	return sorted(snapshot);
}

/** Returns what static replay knows, in the same form. */
export function staticSnapshot(schema: Schema): Snapshot {
	const snapshot: Record<string, unknown> = {};
	const isColumn = (table: string, term: string) =>
		schema.tables.get(table)?.columns.some(({ name }) => name === term) === true;
	for (const [key, table] of schema.tables) {
		if (key.includes('.')) continue;
		const primaryKey = table.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
		const unique = table.constraints.filter(({ kind }) => kind === 'unique').map(({ columns }) => columns.join());
		snapshot[`table ${key}`] = {
			strict: table.options.includes('STRICT'),
			withoutRowid: table.options.includes('WITHOUT ROWID'),
			columns: table.columns.map((column) => ({
				name: column.name,
				type: column.type,
				notNull: column.notNull,
				default: column.default,
				generated: column.generated,
			})),
			primaryKey,
			// SQLite makes one index for keys of the same columns, and none for the rowid.
			unique: [...new Set(unique)].filter((columns) => isRowid(table) || columns !== primaryKey.join()).sort(),
			foreignKeys: table.constraints
				.filter(({ kind }) => kind === 'foreign key')
				.map(({ columns, references }) =>
					[
						columns.join(),
						references?.table,
						references?.columns.join(),
						references?.onDelete,
						references?.onUpdate,
					].join(' '),
				)
				.sort(),
		};
	}
	for (const [key, index] of schema.indexes) {
		if (key.includes('temp.')) continue;
		snapshot[`index ${key}`] = {
			table: index.table,
			terms: index.columns.map(
				(term, at) =>
					`${isColumn(index.table, term) ? term : 'expression'}${index.descending?.[at] === true ? ' desc' : ''}`,
			),
			unique: index.unique,
			partial: index.where !== undefined,
		};
	}
	for (const [key, object] of schema.objects) {
		if (!key.includes('temp.')) snapshot[key] = { table: object.kind === 'trigger' ? object.table : undefined };
	}
	return sorted(snapshot);
}

function isRowid({ columns, constraints, options }: Table): boolean {
	const primaryKey = constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
	const [only] = columns.filter(({ name }) => name === primaryKey[0]);
	return primaryKey.length === 1 && only?.type === 'INTEGER' && !options.includes('WITHOUT ROWID');
}

function foreignKeys(rows: readonly ForeignKeyRow[]): string[] {
	const byId = new Map<number, ForeignKeyRow[]>();
	for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
	return [...byId.values()]
		.map((parts) => {
			const inOrder = parts.toSorted((a, b) => a.seq - b.seq);
			const [first] = inOrder;
			return [
				inOrder.map(({ from }) => fold(from)).join(),
				fold(first?.table ?? ''),
				inOrder
					.map(({ to }) => (to === null ? '' : fold(to)))
					.filter((to) => to !== '')
					.join(),
				first?.on_delete.toLowerCase(),
				first?.on_update.toLowerCase(),
			].join(' ');
		})
		.sort();
}

function fold(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function sorted(snapshot: Record<string, unknown>): Snapshot {
	return Object.fromEntries(Object.entries(snapshot).sort(([a], [b]) => (a < b ? -1 : 1)));
}
