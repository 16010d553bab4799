import type { DialectName } from '../sql/dialect.ts';
import type { LedgerDialect } from './ledger-dialect.ts';
import { postgresqlLedgerDialect } from './postgresql-ledger-dialect.ts';
import { sqliteLedgerDialect } from './sqlite-ledger-dialect.ts';

const dialects: Readonly<Record<DialectName, LedgerDialect>> = {
	sqlite: sqliteLedgerDialect,
	postgresql: postgresqlLedgerDialect,
};

/** Returns how migrations tables are kept in a database of this dialect. */
export function ledgerDialectOf(dialect: DialectName): LedgerDialect {
	return dialects[dialect];
}
