import type { Connection } from '../../database/connection.ts';
import { DatabaseUnreachableError } from '../../database/database-error.ts';
import type { TransactionRules } from './transaction-rules.ts';

/**
 * Puts back, behind a migration that is committed, what its script set on the session. A connection that is lost by then has
 * no settings left, and takes nothing back: whoever uses it next says that it is gone.
 */
export async function resetSession(connection: Connection, rules: TransactionRules): Promise<void> {
	try {
		await rules.reset(connection);
	} catch (error) {
		if (!(error instanceof DatabaseUnreachableError)) throw error;
	}
}
