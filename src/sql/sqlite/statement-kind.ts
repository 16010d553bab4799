import type { Stmt } from 'sqlite3-parser';

/** Returns what SQL calls a statement, in lower case. VALUES counts as `select`, REPLACE as `insert`, END as `commit`. */
export function statementKind(statement: Stmt): string {
	return KINDS[statement.type];
}

const KINDS: Readonly<Record<Stmt['type'], string>> = {
	AlterTableStmt: 'alter table',
	AnalyzeStmt: 'analyze',
	AttachStmt: 'attach',
	BeginStmt: 'begin',
	CommitStmt: 'commit',
	CreateIndexStmt: 'create index',
	CreateTableStmt: 'create table',
	CreateTriggerStmt: 'create trigger',
	CreateViewStmt: 'create view',
	CreateVirtualTableStmt: 'create virtual table',
	DeleteStmt: 'delete',
	DetachStmt: 'detach',
	DropIndexStmt: 'drop index',
	DropTableStmt: 'drop table',
	DropTriggerStmt: 'drop trigger',
	DropViewStmt: 'drop view',
	ExplainStmt: 'explain',
	InsertStmt: 'insert',
	PragmaStmt: 'pragma',
	ReindexStmt: 'reindex',
	ReleaseStmt: 'release',
	RollbackStmt: 'rollback',
	SavepointStmt: 'savepoint',
	SelectStmt: 'select',
	UpdateStmt: 'update',
	VacuumStmt: 'vacuum',
};
