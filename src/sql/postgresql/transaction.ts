import type { DefElem, Node, TransactionStmt } from 'libpg-query';
import type { TransactionControl } from '../statement.ts';

/** Returns how a statement begins, ends or divides a transaction, if it does. PREPARE TRANSACTION ends the session's. */
export function transactionControl(tree: Node): TransactionControl | undefined {
	if (!('TransactionStmt' in tree)) return undefined;
	switch (tree.TransactionStmt.kind) {
		case 'TRANS_STMT_BEGIN':
		case 'TRANS_STMT_START':
			return 'begin';
		case 'TRANS_STMT_COMMIT':
		case 'TRANS_STMT_PREPARE':
			return 'commit';
		case 'TRANS_STMT_ROLLBACK':
			return 'rollback';
		case 'TRANS_STMT_SAVEPOINT':
			return 'savepoint';
		case 'TRANS_STMT_RELEASE':
			return 'release';
		case 'TRANS_STMT_ROLLBACK_TO':
			return 'rollback to';
		default:
			return undefined;
	}
}

/**
 * Tells whether PostgreSQL runs a statement inside a transaction block. False for those that it refuses there with
 * 25001, each as its page at https://www.postgresql.org/docs/current/sql-commands.html says.
 */
export function isTransactional(tree: Node): boolean {
	if ('IndexStmt' in tree) return tree.IndexStmt.concurrent !== true;
	if ('DropStmt' in tree) return tree.DropStmt.concurrent !== true;
	if ('VacuumStmt' in tree) return tree.VacuumStmt.is_vacuumcmd !== true;
	if ('ReindexStmt' in tree) {
		const { kind, params } = tree.ReindexStmt;
		const single = kind === 'REINDEX_OBJECT_INDEX' || kind === 'REINDEX_OBJECT_TABLE';
		return single && !isOn(params, 'concurrently');
	}
	if ('AlterTableStmt' in tree) return !tree.AlterTableStmt.cmds?.some(detachesConcurrently);
	if ('ClusterStmt' in tree) return tree.ClusterStmt.relation !== undefined;
	if ('DiscardStmt' in tree) return tree.DiscardStmt.target !== 'DISCARD_ALL';
	if ('TransactionStmt' in tree) return !isTwoPhase(tree.TransactionStmt);
	if ('CreateSubscriptionStmt' in tree) {
		const { options } = tree.CreateSubscriptionStmt;
		return isOff(options, 'connect') || isOff(options, 'create_slot');
	}
	if ('AlterDatabaseStmt' in tree) return !tree.AlterDatabaseStmt.options?.some(isTablespace);
	return !NEVER_IN_TRANSACTION.has(Object.keys(tree)[0] ?? '');
}

const NEVER_IN_TRANSACTION: ReadonlySet<string> = new Set([
	'CreatedbStmt',
	'DropdbStmt',
	'CreateTableSpaceStmt',
	'DropTableSpaceStmt',
	'AlterSystemStmt',
	'DropSubscriptionStmt',
]);

function detachesConcurrently(node: Node): boolean {
	if (!('AlterTableCmd' in node)) return false;
	const { def } = node.AlterTableCmd;
	return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true;
}

function isTwoPhase({ kind }: TransactionStmt): boolean {
	return kind === 'TRANS_STMT_COMMIT_PREPARED' || kind === 'TRANS_STMT_ROLLBACK_PREPARED';
}

function isTablespace(node: Node): boolean {
	return 'DefElem' in node && node.DefElem.defname === 'tablespace';
}

/** An option without a value is on. */
function isOn(options: readonly Node[] | undefined, name: string): boolean {
	const option = findOption(options, name);
	return option !== undefined && !hasValueOff(option);
}

function isOff(options: readonly Node[] | undefined, name: string): boolean {
	const option = findOption(options, name);
	return option !== undefined && hasValueOff(option);
}

function findOption(options: readonly Node[] | undefined, name: string): DefElem | undefined {
	for (const node of options ?? []) if ('DefElem' in node && node.DefElem.defname === name) return node.DefElem;
	return undefined;
}

function hasValueOff({ arg }: DefElem): boolean {
	if (arg === undefined) return false;
	if ('Integer' in arg) return (arg.Integer.ival ?? 0) === 0;
	if ('Boolean' in arg) return arg.Boolean.boolval !== true;
	return 'String' in arg && ['false', 'off', 'no'].includes((arg.String.sval ?? '').toLowerCase());
}
