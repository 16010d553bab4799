import type { Connection } from '../../database/connection.ts';
import type { LedgerGuard } from '../ledger-guard.ts';
import { type LoadedMigration, migrationLabel } from '../loaded-migration.ts';
import { newViolations, type TransactionRules } from './transaction-rules.ts';

/** A migration would leave the database with a fault that was not there before. */
export class NewViolationsError extends Error {
	override readonly name = 'NewViolationsError';
}

/**
 * Does work inside the open transaction, and throws `NewViolationsError` where it leaves rows without their parent,
 * or what COMMIT would refuse. What was wrong before may stay.
 */
export async function withoutNewViolations<T>(
	connection: Connection,
	rules: TransactionRules,
	guard: LedgerGuard,
	migration: LoadedMigration,
	work: () => Promise<T>,
): Promise<T> {
	// Looking at every row of every child table is what takes long, so the look after one migration serves the next as well.
	const before = guard.violations ?? (await rules.violations(connection));
	const result = await work();
	await rules.checkDeferred(connection);
	const after = await rules.violations(connection);
	guard.violations = after;
	const [first, ...others] = newViolations(before, after);
	if (first === undefined) return result;
	const more = others.length === 0 ? '' : ` And ${others.length} more like it.`;
	throw new NewViolationsError(
		`${migrationLabel(migration)} leaves the database with a fault that was not there before: ${first.message}${more}`,
	);
}
