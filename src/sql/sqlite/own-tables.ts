/** True for the databases that migrations are about; any other schema is an attached database. */
export function isOwnDatabase(schema: string | undefined): boolean {
	return schema === undefined || schema === 'main' || schema === 'temp';
}

/**
 * True for tables that are there without having been made: the schema table, and those of SQLite's modules.
 * https://www.sqlite.org/vtab.html#eponymous_virtual_tables
 */
export function isBuiltInTable(name: string): boolean {
	return /^(?:sqlite_|pragma_)/.test(name) || EPONYMOUS.has(name);
}

const EPONYMOUS: ReadonlySet<string> = new Set([
	'bytecode',
	'completion',
	'dbstat',
	'generate_series',
	'json_each',
	'json_tree',
	'jsonb_each',
	'jsonb_tree',
	'tables_used',
]);
