import type { Connection } from '../../database/connection.ts';

/** The counter of each AUTOINCREMENT table, with the page that it stood on and its definition. */
export type Counters = ReadonlyMap<string, { readonly seq: bigint; readonly page: bigint; readonly sql: string }>;

/**
 * Reads the counters of AUTOINCREMENT tables (https://www.sqlite.org/autoinc.html). They are kept by name in
 * `sqlite_sequence`, and dropping a table drops its counter.
 */
export async function readCounters(connection: Connection): Promise<Counters> {
	const exists = await connection.query("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'");
	if (exists.rows.length === 0) return new Map();
	const { rows } = await connection.query(
		`SELECT t.name, coalesce(s.seq, 0), t.rootpage, t.sql
		 FROM main.sqlite_schema t LEFT JOIN main.sqlite_sequence s ON s.name = t.name
		 WHERE t.type = 'table' AND t.sql LIKE '%autoincrement%'`,
		[],
		{ exactNumbers: true },
	);
	return new Map(
		rows.map(([name, seq, page, sql]) => [
			String(name),
			{ seq: BigInt(String(seq)), page: BigInt(String(page)), sql: String(sql) },
		]),
	);
}

/**
 * Gives tables that were rebuilt (they stand on another page now, or are defined in another way: `auto_vacuum` moves a table to
 * the page of the one that was dropped) the counter that they had, so that the ids of deleted rows are
 * not given out again. A counter that a script sets on a table in place stays as set.
 */
export async function restoreCounters(connection: Connection, before: Counters): Promise<void> {
	if (before.size === 0) return;
	for (const [name, now] of await readCounters(connection)) {
		const was = before.get(name);
		const inPlace = was?.page === now.page && was.sql === now.sql;
		if (was === undefined || inPlace || was.seq <= now.seq) continue;
		await connection.query('DELETE FROM main.sqlite_sequence WHERE name = ?', [name]);
		await connection.query('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)', [name, was.seq]);
	}
}
