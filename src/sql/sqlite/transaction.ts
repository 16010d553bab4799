import type { PragmaStmt, Stmt } from 'sqlite3-parser';
import type { TransactionControl } from '../statement.ts';
import { foldName } from './identifiers.ts';

/** Returns how a statement begins, ends or divides a transaction. `END` is another word for COMMIT. */
export function transactionControl(statement: Stmt): TransactionControl | undefined {
	switch (statement.type) {
		case 'BeginStmt':
			return 'begin';
		case 'CommitStmt':
			return 'commit';
		case 'RollbackStmt':
			return statement.savepointName === undefined ? 'rollback' : 'rollback to';
		case 'SavepointStmt':
			return 'savepoint';
		case 'ReleaseStmt':
			return 'release';
		default:
			return undefined;
	}
}

/**
 * Returns false for what SQLite refuses inside a transaction (VACUUM, two pragmas, a checkpoint), or silently leaves
 * undone there (foreign_keys, a change of journal_mode): each was tried on SQLite 3.54.
 * https://www.sqlite.org/lang_vacuum.html https://www.sqlite.org/pragma.html
 */
export function isTransactional(statement: Stmt): boolean {
	if (statement.type === 'VacuumStmt') return false;
	if (statement.type === 'PragmaStmt') return !mustStandAlone(statement);
	return true;
}

function mustStandAlone({ name, body }: PragmaStmt): boolean {
	const pragma = foldName(name.objName.text);
	if (pragma === 'wal_checkpoint') return true;
	return body !== undefined && SET_OUTSIDE_TRANSACTIONS.has(pragma);
}

const SET_OUTSIDE_TRANSACTIONS: ReadonlySet<string> = new Set([
	'foreign_keys',
	'journal_mode',
	'synchronous',
	'temp_store',
]);
