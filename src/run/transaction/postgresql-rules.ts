import { setTimeout } from 'node:timers/promises';
import type { Connection } from '../../database/connection.ts';
import type { TransactionRules } from './transaction-rules.ts';

/** How long a transaction whose COMMIT got lost is asked after while the server still works on it, in ms. */
const STILL_WORKING_MS = 10_000;

/** PostgreSQL: the session's advisory lock is backed by a lock of the ledger in every transaction. */
export const postgresqlRules: TransactionRules = {
	async begin(connection) {
		await connection.begin('write');
	},
	async lockLedger(connection, ledger) {
		await connection.query(`LOCK TABLE ${ledger.table} IN SHARE ROW EXCLUSIVE MODE`);
	},
	async schemaMark() {
		// Other sessions may change the schema while a run goes on; the locks of DDL itself keep that apart.
		return undefined;
	},
	async writersMark() {
		return undefined;
	},
	async violations() {
		// Rows are checked by the server itself. An INVALID index comes about in a transaction only where it was asked for, ON ONLY
		// a partitioned table (https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE),
		// or where another session is building one. What CONCURRENTLY leaves is looked for behind that statement.
		return { byTable: new Map() };
	},
	keepingCounters(_, work) {
		// A sequence is an object of its own.
		return work();
	},
	async checkDeferred(connection) {
		await connection.query('SET CONSTRAINTS ALL IMMEDIATE');
	},
	async beforeLoneStatement(connection) {
		// A lock_timeout in the middle of CREATE INDEX CONCURRENTLY leaves an INVALID index behind.
		await connection.query('SET lock_timeout = 0');
	},
	async afterLoneStatement(connection) {
		await connection.query('RESET lock_timeout');
	},
	async beforeEntry(connection) {
		await connection.query('RESET SESSION AUTHORIZATION');
		await connection.query('RESET ROLE');
	},
	async reset(connection) {
		await connection.query('RESET SESSION AUTHORIZATION');
		await connection.query('RESET ROLE');
		await connection.query('RESET ALL');
	},
	async transactionMark(connection) {
		const { rows } = await connection.query('SELECT pg_catalog.pg_current_xact_id()::text');
		return String(rows[0]?.[0]);
	},
	wasCommitted,
};

/** Asks the server what became of a transaction: https://www.postgresql.org/docs/current/functions-info.html. */
async function wasCommitted(connection: Connection, mark: string): Promise<boolean | undefined> {
	const deadline = Date.now() + STILL_WORKING_MS;
	for (;;) {
		const { rows } = await connection.query('SELECT pg_catalog.pg_xact_status($1::text::pg_catalog.xid8)', [mark]);
		const status = rows[0]?.[0];
		if (status === 'committed') return true;
		if (status === 'aborted') return false;
		if (status !== 'in progress' || Date.now() > deadline) return undefined;
		await setTimeout(100);
	}
}
