import type { Node } from 'libpg-query';
import { objectWords } from './object-kind.ts';

/** Returns what SQL calls a statement, in lower case: `create table`, `alter index`, `insert`. */
export function statementKind(tree: Node): string {
	if ('SelectStmt' in tree) return tree.SelectStmt.valuesLists === undefined ? 'select' : 'values';
	if ('CreateTableAsStmt' in tree) return `create ${objectWords(tree.CreateTableAsStmt.objtype)}`;
	if ('CreateFunctionStmt' in tree)
		return tree.CreateFunctionStmt.is_procedure === true ? 'create procedure' : 'create function';
	if ('DefineStmt' in tree) return `create ${objectWords(tree.DefineStmt.kind)}`;
	if ('DropStmt' in tree) return `drop ${objectWords(tree.DropStmt.removeType)}`;
	if ('RenameStmt' in tree) return `alter ${renamedWords(tree.RenameStmt)}`;
	if ('AlterTableStmt' in tree) return `alter ${objectWords(tree.AlterTableStmt.objtype)}`;
	if ('AlterObjectSchemaStmt' in tree) return `alter ${objectWords(tree.AlterObjectSchemaStmt.objectType)}`;
	if ('AlterOwnerStmt' in tree) return `alter ${objectWords(tree.AlterOwnerStmt.objectType)}`;
	if ('AlterFunctionStmt' in tree) return `alter ${objectWords(tree.AlterFunctionStmt.objtype)}`;
	if ('AlterObjectDependsStmt' in tree) return `alter ${objectWords(tree.AlterObjectDependsStmt.objectType)}`;
	if ('AlterTableMoveAllStmt' in tree) return `alter ${objectWords(tree.AlterTableMoveAllStmt.objtype)}`;
	if ('GrantStmt' in tree) return tree.GrantStmt.is_grant === true ? 'grant' : 'revoke';
	if ('GrantRoleStmt' in tree) return tree.GrantRoleStmt.is_grant === true ? 'grant' : 'revoke';
	if ('VacuumStmt' in tree) return tree.VacuumStmt.is_vacuumcmd === true ? 'vacuum' : 'analyze';
	if ('VariableSetStmt' in tree) return tree.VariableSetStmt.kind?.startsWith('VAR_RESET') === true ? 'reset' : 'set';
	if ('TransactionStmt' in tree) return transactionWords(tree.TransactionStmt.kind);
	const tag = Object.keys(tree)[0] ?? '';
	return IRREGULAR[tag] ?? wordsOfTag(tag);
}

function renamedWords(stmt: Extract<Node, { RenameStmt: unknown }>['RenameStmt']): string {
	return objectWords(stmt.renameType === 'OBJECT_COLUMN' ? stmt.relationType : stmt.renameType);
}

/** `TRANS_STMT_ROLLBACK_TO` → `rollback to`. */
function transactionWords(kind: string | undefined): string {
	return (kind ?? '').slice('TRANS_STMT_'.length).toLowerCase().replaceAll('_', ' ');
}

/** `CreatePolicyStmt` → `create policy`. */
function wordsOfTag(tag: string): string {
	const words = tag.replace(/Stmt$/, '').match(/[A-Z][a-z]*/g) ?? [];
	return words.join(' ').toLowerCase();
}

/** Names of nodes that do not say what SQL says. */
const IRREGULAR: Readonly<Record<string, string>> = {
	CreateStmt: 'create table',
	IndexStmt: 'create index',
	ViewStmt: 'create view',
	RuleStmt: 'create rule',
	CreateTrigStmt: 'create trigger',
	CreateEventTrigStmt: 'create event trigger',
	AlterEventTrigStmt: 'alter event trigger',
	CreateSeqStmt: 'create sequence',
	AlterSeqStmt: 'alter sequence',
	CreateEnumStmt: 'create type',
	CreateRangeStmt: 'create type',
	CompositeTypeStmt: 'create type',
	AlterEnumStmt: 'alter type',
	CreatePLangStmt: 'create language',
	CreateFdwStmt: 'create foreign data wrapper',
	AlterFdwStmt: 'alter foreign data wrapper',
	CreateForeignServerStmt: 'create server',
	AlterForeignServerStmt: 'alter server',
	CreateAmStmt: 'create access method',
	CreateOpClassStmt: 'create operator class',
	CreateOpFamilyStmt: 'create operator family',
	AlterOpFamilyStmt: 'alter operator family',
	CreateStatsStmt: 'create statistics',
	AlterStatsStmt: 'alter statistics',
	CreatedbStmt: 'create database',
	DropdbStmt: 'drop database',
	CreateTableSpaceStmt: 'create tablespace',
	DropTableSpaceStmt: 'drop tablespace',
	AlterTSConfigurationStmt: 'alter text search configuration',
	AlterTSDictionaryStmt: 'alter text search dictionary',
	AlterDefaultPrivilegesStmt: 'alter default privileges',
	AlterExtensionContentsStmt: 'alter extension',
	AlterDatabaseSetStmt: 'alter database',
	AlterDatabaseRefreshCollStmt: 'alter database',
	AlterRoleSetStmt: 'alter role',
	RefreshMatViewStmt: 'refresh materialized view',
	ConstraintsSetStmt: 'set constraints',
	VariableShowStmt: 'show',
	ClosePortalStmt: 'close',
	CheckPointStmt: 'checkpoint',
	SecLabelStmt: 'security label',
	PlassignStmt: 'unknown',
};
