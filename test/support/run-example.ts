import type { Connection } from '../../src/database/connection.ts';
import { DatabaseError } from '../../src/database/database-error.ts';
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts';
import type { Example } from '../../src/lint/rule.ts';
import { markedSections } from '../../src/migration/sql-sections.ts';
import { compareSchemas } from '../../src/schema/compare-schemas.ts';
import { loadDialect } from '../../src/sql/dialects.ts';

/** What became of the last file: an error, a schema as before, or a change. */
export type Outcome = 'refused' | 'nothing' | 'done';

export interface RunConditions {
	/** How often the last file runs; once where it is not said. */
	readonly runs?: number;
	/** Every table holds a row when the last file runs. */
	readonly rows?: boolean;
	/** Each file runs in a transaction of its own, or in none where it says so or begins its own. */
	readonly transactions?: boolean;
}

/** Runs the files of an example in order, on SQLite in memory or on the given PostgreSQL, which is as before when it is done. */
export async function runExample(
	{ files, dialect }: Example,
	{ runs = 1, rows = false, transactions = false }: RunConditions,
	postgresql: Connection,
): Promise<Outcome> {
	const connection = dialect === 'sqlite' ? await openSqlite(':memory:', 'create') : postgresql;
	const reader = await loadDialect(dialect);
	const begin = () => (dialect === 'sqlite' ? connection.query('BEGIN') : connection.begin('write'));
	const runText = async (text: string): Promise<void> => {
		const statements = reader.read(text);
		const isMarked = markedSections(text).upgrade.some(({ transaction }) => !transaction);
		const isOwn = statements.some(({ transaction }) => transaction === 'begin');
		const wraps = transactions && !isMarked && !isOwn;
		if (wraps) await begin();
		for (const { text: sql } of statements) await connection.query(sql);
		if (wraps) await (dialect === 'sqlite' ? connection.query('COMMIT') : connection.commit());
	};
	const readState = async () => {
		const keys = dialect === 'sqlite' ? (await connection.query('PRAGMA foreign_keys')).rows : [];
		return { schema: await connection.readSchema([]), keys: JSON.stringify(keys) };
	};
	const texts = Object.values(files);
	const last = texts.at(-1) ?? '';
	// As other tools run migrations, and not Plumbline, whose own `begin` turns the keys off first.
	if (dialect === 'sqlite') await connection.query('PRAGMA foreign_keys = ON');
	if (!transactions) await begin();
	try {
		for (const text of texts.slice(0, -1)) await runText(text);
		const before = await readState();
		for (const key of rows ? before.schema.tables.keys() : []) {
			await connection.query(`INSERT INTO ${key} DEFAULT VALUES`);
		}
		try {
			for (let run = 0; run < runs; run++) await runText(last);
		} catch (error) {
			if (error instanceof DatabaseError) return 'refused';
			throw error;
		}
		const after = await readState();
		const differences = compareSchemas(before.schema, after.schema, dialect, { sameDeparser: true });
		return differences.length === 0 && before.keys === after.keys ? 'nothing' : 'done';
	} finally {
		await connection.rollback();
		if (connection !== postgresql) await connection.close();
		else if (transactions) for (const sql of EMPTY_POSTGRESQL) await connection.query(sql);
	}
}

/** The script's own BEGIN may have been left open by an error. */
const EMPTY_POSTGRESQL = ['ROLLBACK', 'DROP SCHEMA public CASCADE', 'CREATE SCHEMA public'];
