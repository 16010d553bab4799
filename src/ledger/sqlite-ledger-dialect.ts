import type { LedgerDialect } from './ledger-dialect.ts';
import { quoteName, splitName } from './quoted-name.ts';

/** SQLite: one schema, `main`, named in full so that a temporary table of the same name is never meant. */
export const sqliteLedgerDialect: LedgerDialect = {
	async locate(connection, written) {
		const name = splitName(written).at(-1) ?? written;
		const { rows } = await connection.query(
			"SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view') AND lower(name) = lower(?)",
			[name],
		);
		return { table: { schema: 'main', name: String(rows[0]?.[0] ?? name) }, exists: rows.length > 0 };
	},
	sqlName: (table) => `main.${quoteName(table.name)}`,
	label: (table) => table.name,
	async columns(connection, table) {
		const { rows } = await connection.query(
			'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?, \'main\') WHERE hidden = 0',
			[table.name],
		);
		return rows.map(([name, type, notNull, standard, key]) => ({
			name: String(name),
			type: String(type).toLowerCase(),
			mustBeGiven: notNull === 1 && standard === null && !(key === 1 && String(type).toLowerCase() === 'integer'),
		}));
	},
	placeholder: () => '?',
	types: { id: 'INTEGER PRIMARY KEY', time: 'TEXT', integer: 'INTEGER' },
	async insertionOrder(connection, table) {
		const { rows } = await connection.query(
			"SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND type = 'table' AND wr = 0",
			[table.name],
		);
		return rows.length > 0 ? 'rowid' : undefined;
	},
	async createTables(connection, tables) {
		// One writer at a time: whoever comes second waits, and finds the tables made.
		for (const { table, columns } of tables) {
			await connection.query(`CREATE TABLE IF NOT EXISTS ${this.sqlName(table)} (\n\t${columns.join(',\n\t')}\n)`);
		}
	},
};
