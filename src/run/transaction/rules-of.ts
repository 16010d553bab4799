import type { DialectName } from '../../sql/dialect.ts';
import { postgresqlRules } from './postgresql-rules.ts';
import { sqliteRules } from './sqlite-rules.ts';
import type { TransactionRules } from './transaction-rules.ts';

const rules: Readonly<Record<DialectName, TransactionRules>> = { sqlite: sqliteRules, postgresql: postgresqlRules };

/** Returns how transactions of migrations are kept on a database of this dialect. */
export function transactionRulesOf(dialect: DialectName): TransactionRules {
	return rules[dialect];
}
