import type { LedgerDialect } from './ledger-dialect.ts';
import { quoteName, splitName } from './quoted-name.ts';

/** Names that need no quotes, except key words, which no migrations table is called by. */
const PLAIN = /^[a-z_][a-z0-9_$]*$/;

/** PostgreSQL: in the schema where the name is found, or where an unqualified CREATE TABLE would put it. */
export const postgresqlLedgerDialect: LedgerDialect = {
	async locate(connection, written) {
		const parts = splitName(written);
		const name = parts.at(-1) ?? written;
		const schema = parts.at(-2) ?? null;
		// The catalog may be read by everybody, so a table without rights on it is found as well.
		const { rows } = await connection.query(
			`SELECT n.nspname, c.relname
			FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relname IN ($1::text, lower($1::text)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
				AND CASE WHEN $2::text IS NULL THEN n.nspname = ANY (pg_catalog.current_schemas(false)) ELSE n.nspname = $2 END
			ORDER BY c.relname <> $1::text, pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname)`,
			[name, schema],
		);
		const found = rows[0];
		if (found !== undefined) return { table: { schema: String(found[0]), name: String(found[1]) }, exists: true };
		const home = schema ?? (await connection.query('SELECT pg_catalog.current_schema()')).rows[0]?.[0];
		return { table: { schema: String(home ?? 'public'), name }, exists: false };
	},
	sqlName: (table) => `${quoteName(table.schema)}.${quoteName(table.name)}`,
	label: (table) => [table.schema, table.name].map((part) => (PLAIN.test(part) ? part : quoteName(part))).join('.'),
	async columns(connection, table) {
		const { rows } = await connection.query(
			`SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL),
				a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
			FROM pg_catalog.pg_attribute a
			JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
			JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = $1::text AND c.relname = $2::text AND a.attnum > 0 AND NOT a.attisdropped
			ORDER BY a.attnum`,
			[table.schema, table.name],
		);
		return rows.map(([name, type, must]) => ({
			name: String(name),
			type: String(type).toLowerCase(),
			mustBeGiven: must === true,
		}));
	},
	placeholder: (number) => `$${number}`,
	types: { id: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY', time: 'timestamptz', integer: 'bigint' },
	/** Rows of PostgreSQL have no order of their own. */
	insertionOrder: () => Promise.resolve(undefined),
	/**
	 * Two that CREATE TABLE IF NOT EXISTS at once can collide on the catalog's own unique index (23505): the second waits
	 * for the first, and then finds the table made. One DO statement serves inside a transaction and outside.
	 */
	async createTables(connection, tables) {
		const blocks = tables.map(
			({ table, columns }) => `
	BEGIN
		CREATE TABLE IF NOT EXISTS ${this.sqlName(table)} (${columns.join(', ')});
	EXCEPTION WHEN unique_violation OR duplicate_table OR duplicate_object THEN
		NULL;
	END;`,
		);
		await connection.query(`DO $plumbline$\nBEGIN${blocks.join('')}\nEND\n$plumbline$`);
	},
};
