import { applyChange } from '../../schema/apply-change.ts';
import { emptySchema, type Index, type Schema, type SchemaObject, type Table } from '../../schema/schema.ts';
import { sqlite } from '../../sql/sqlite/sqlite.ts';
import type { Connection, QueryResult, Value } from '../connection.ts';
import { withoutTables } from '../without-tables.ts';

/**
 * Tables first, for indexes and triggers stand on them. Not what SQLite made for itself: `sqlite_sequence`, and the indexes
 * of UNIQUE constraints, whose text is NULL.
 */
const DEFINITIONS = `
SELECT name, tbl_name, sql FROM main.sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`;

/** The tables in which virtual tables keep their rows. */
const SHADOW_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";

/**
 * Reads what an SQLite database holds. SQLite keeps each CREATE statement, and changes its text with every ALTER TABLE
 * (https://www.sqlite.org/schematab.html): reading that text gives the same normalisation as reading migrations.
 */
export async function readSqliteSchema(
	connection: Connection,
	ignore: readonly string[],
	known: KnownDefinitions = new Map(),
): Promise<Schema> {
	const { rows } = await connection.query(DEFINITIONS);
	const tables = new Map<string, Table>();
	const indexes = new Map<string, Index>();
	const objects = new Map<string, SchemaObject>();
	let uncertain = false;
	const hidden = await shadowTables(connection, rows);
	for (const [name, table, sql] of rows) {
		if (hidden.has(name)) continue;
		const standsOn = sqlite.foldIdentifier(String(table));
		const base = tables.get(standsOn) ?? objects.get(`view ${standsOn}`);
		const part = readKnown(String(sql), base, known);
		for (const [key, value] of part.tables) tables.set(key, value);
		for (const [key, value] of part.indexes) indexes.set(key, value);
		for (const [key, value] of part.objects) objects.set(key, value);
		if (!part.uncertain) continue;
		uncertain = true;
		const key = sqlite.foldIdentifier(String(name));
		if (base === undefined) tables.set(key, await unreadTable(connection, key, String(name)));
	}
	return withoutTables({ tables, indexes, objects, uncertain }, ignore, (name) => name.toLowerCase());
}

/** Asked only where there is a virtual table, for SQLite looks at every table to answer. */
async function shadowTables(
	connection: Connection,
	rows: QueryResult['rows'],
): Promise<ReadonlySet<Value | undefined>> {
	if (!rows.some(([, , sql]) => /^CREATE VIRTUAL/i.test(String(sql)))) return new Set();
	return new Set((await connection.query(SHADOW_TABLES)).rows.map(([name]) => name));
}

/** The table that an index or a trigger stands on, or the view of an INSTEAD OF trigger. */
type Base = Table | SchemaObject | undefined;

/** What stored statements were read as before, so that what did not change is the same value again. */
export type KnownDefinitions = Map<string, { readonly base: Base; readonly part: Schema }>;

function readKnown(sql: string, base: Base, known: KnownDefinitions): Schema {
	const before = known.get(sql);
	if (before !== undefined && before.base === base) return before.part;
	const part = readDefinition(sql, base);
	known.set(sql, { base, part });
	return part;
}

/** What one stored statement makes, on what it stands on. */
function readDefinition(sql: string, base: Base): Schema {
	let schema = schemaOf(base);
	for (const statement of sqlite.read(sql)) {
		if (statement.syntaxError !== undefined) return { ...schema, uncertain: true };
		for (const change of statement.changes) schema = applyChange(schema, change, undefined, sqlite);
	}
	return schema;
}

function schemaOf(base: Base): Schema {
	if (base === undefined) return emptySchema;
	if ('kind' in base) return { ...emptySchema, objects: new Map([[`view ${base.name}`, base]]) };
	return { ...emptySchema, tables: new Map([[base.name, base]]) };
}

/** A table whose text our grammar does not read: its columns are known from SQLite, the rest is not. */
async function unreadTable(connection: Connection, key: string, name: string): Promise<Table> {
	const { rows } = await connection.query('SELECT name, type, "notnull" FROM pragma_table_xinfo(?)', [name]);
	const columns = rows.map(([column, type, notNull]) => ({
		name: String(column).toLowerCase(),
		type: String(type),
		notNull: notNull === 1,
	}));
	return { name: key, columns, constraints: [], options: [], uncertain: true };
}
