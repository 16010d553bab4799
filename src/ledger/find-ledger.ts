import type { Connection } from '../database/connection.ts';
import { DescribedTableLedger } from './described-table-ledger.ts';
import type { DescribedLedger, Ledger } from './ledger.ts';
import { ledgerDialectOf } from './ledger-dialects.ts';
import { PLUMBLINE_TABLE, PlumblineLedger } from './plumbline-ledger.ts';

/**
 * Finds the migrations table of a database: the one that `plumbline.json` describes, else Plumbline's own. Where it is not
 * there yet `exists` is false, and `create` makes it. Reads only.
 */
export async function findLedger(connection: Connection, described?: DescribedLedger): Promise<Ledger> {
	const dialect = ledgerDialectOf(connection.dialect);
	const { table, exists } = await dialect.locate(connection, described?.table ?? PLUMBLINE_TABLE);
	if (described === undefined) return new PlumblineLedger(dialect, table, exists);
	const columns = exists ? await dialect.columns(connection, table) : undefined;
	return new DescribedTableLedger(dialect, table, described, columns);
}
