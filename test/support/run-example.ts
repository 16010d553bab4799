import type { Connection } from '../../src/database/connection.ts';
import { DatabaseError } from '../../src/database/database-error.ts';
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts';
import type { Example } from '../../src/lint/rule.ts';
import { compareSchemas } from '../../src/schema/compare-schemas.ts';
import { loadDialect } from '../../src/sql/dialects.ts';

/** What became of the last file: an error, a schema as before, or a change. */
export type Outcome = 'refused' | 'nothing' | 'done';

export interface RunConditions {
	/** How often the last file runs; once where it is not said. */
	readonly runs?: number;
	/** Every table holds a row when the last file runs. */
	readonly rows?: boolean;
}

/** Runs the files of an example in order, on SQLite in memory or on the given PostgreSQL, which is as before when it is done. */
export async function runExample(
	{ files, dialect }: Example,
	{ runs = 1, rows = false }: RunConditions,
	postgresql: Connection,
): Promise<Outcome> {
	const connection = dialect === 'sqlite' ? await openSqlite(':memory:', 'create') : postgresql;
	const reader = await loadDialect(dialect);
	const runText = async (text: string): Promise<void> => {
		for (const { text: sql } of reader.read(text)) await connection.query(sql);
	};
	const texts = Object.values(files);
	const last = texts.at(-1) ?? '';
	await connection.begin('write');
	try {
		for (const text of texts.slice(0, -1)) await runText(text);
		const before = await connection.readSchema([]);
		for (const key of rows ? before.tables.keys() : []) await connection.query(`INSERT INTO ${key} DEFAULT VALUES`);
		try {
			for (let run = 0; run < runs; run++) await runText(last);
		} catch (error) {
			if (error instanceof DatabaseError) return 'refused';
			throw error;
		}
		const after = await connection.readSchema([]);
		return compareSchemas(before, after, dialect, { sameDeparser: true }).length === 0 ? 'nothing' : 'done';
	} finally {
		await connection.rollback();
		if (connection !== postgresql) await connection.close();
	}
}
