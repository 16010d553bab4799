import type { Connection } from '../../database/connection.ts';
import { objectKey } from '../../sql/identifier.ts';
import type { Statement } from '../../sql/statement.ts';

/** What became of a statement that was begun and whose outcome was not recorded. */
export type Settled = 'done' | 'repeat' | 'unknown';

/** Statements that do no harm when they run twice. */
const REPEATABLE = new Set(['vacuum', 'reindex', 'analyze', 'cluster', 'checkpoint', 'alter system']);

/**
 * Asks the catalog whether a statement outside a transaction took effect before it was broken off. An INVALID index that
 * it left behind is dropped, for `IF NOT EXISTS` would keep it:
 * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY.
 */
export async function settleStatement(connection: Connection, statement: Statement): Promise<Settled> {
	if (REPEATABLE.has(statement.kind)) return 'repeat';
	const created = createdIndex(statement);
	if (created !== undefined) {
		const valid = await indexIsValid(connection, created);
		if (valid === undefined) return 'repeat';
		if (valid) return 'done';
		await connection.query(`DROP INDEX CONCURRENTLY ${quoteKey(created)}`);
		return 'repeat';
	}
	const [change] = statement.changes;
	if (change?.type === 'drop' && change.kind === 'index') {
		const [object] = change.objects;
		return object !== undefined && (await indexIsValid(connection, objectKey(object))) === undefined
			? 'done'
			: 'repeat';
	}
	return 'unknown';
}

/** True where a statement made an index, or kept one that was there, that the database marks INVALID. */
export async function indexIsInvalid(connection: Connection, statement: Statement): Promise<boolean> {
	const created = createdIndex(statement);
	return created !== undefined && (await indexIsValid(connection, created)) === false;
}

/** The key of the index that a CREATE INDEX CONCURRENTLY names; it is made in the schema of its table. */
function createdIndex({ changes: [change] }: Statement): string | undefined {
	if (change?.type !== 'create index' || !change.concurrently || change.index === undefined) return undefined;
	const schema = change.table.schema ?? change.index.schema;
	return objectKey({ name: change.index.name, ...(schema !== undefined && { schema }) });
}

/** Undefined where there is no such index. */
async function indexIsValid(connection: Connection, key: string): Promise<boolean | undefined> {
	const { rows } = await connection.query(
		'SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1)',
		[quoteKey(key)],
	);
	return rows.length === 0 ? undefined : rows[0]?.[0] === true;
}

function quoteKey(key: string): string {
	return key
		.split('.')
		.map((name) => `"${name.replaceAll('"', '""')}"`)
		.join('.');
}
