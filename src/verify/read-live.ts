import type { Connection } from '../database/connection.ts';
import { withReadSnapshot } from '../database/read-snapshot.ts';
import type { Entry } from '../ledger/entry.ts';
import { findLedger } from '../ledger/find-ledger.ts';
import type { DescribedLedger } from '../ledger/ledger.ts';
import { LedgerUnreadableError } from '../ledger/ledger-error.ts';
import type { Schema } from '../schema/schema.ts';

/** A database as it is, read in one snapshot. */
export interface LiveDatabase {
	/** The migrations table, for people. */
	readonly table: string;
	/** `unreadable`: see `fault`. */
	readonly ledger: 'there' | 'missing' | 'unreadable';
	readonly fault?: string;
	readonly entries: readonly Entry[];
	/** Without the migrations table. */
	readonly schema: Schema;
	readonly ms: number;
}

/** Reads migrations table and schema. Writes nothing. Throws `DatabaseError` where the database cannot be read. */
export async function readLive(connection: Connection, described: DescribedLedger | undefined): Promise<LiveDatabase> {
	const began = performance.now();
	return await withReadSnapshot(connection, async () => {
		const ledger = await findLedger(connection, described);
		const schema = await connection.readSchema(ledger.tables);
		const found = { table: ledger.table, schema, entries: [] };
		const done = () => ({ ms: performance.now() - began });
		if (!ledger.exists) return { ...found, ledger: 'missing', ...done() };
		try {
			return { ...found, ledger: 'there', entries: await ledger.read(connection), ...done() };
		} catch (error) {
			if (!(error instanceof LedgerUnreadableError)) throw error;
			return { ...found, ledger: 'unreadable', fault: error.message, ...done() };
		}
	});
}
