import type { Dialect, DialectName } from './dialect.ts';

/**
 * Returns a dialect, ready to read. Each parser is loaded on its first use only: PostgreSQL's is 1.7 MB of WASM that an
 * SQLite project never needs.
 */
export async function loadDialect(name: DialectName): Promise<Dialect> {
	if (name === 'sqlite') return (await import('./sqlite/sqlite.ts')).sqlite;
	return (await import('./postgresql/postgresql.ts')).loadPostgresql();
}
