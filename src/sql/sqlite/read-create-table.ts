import type { ColumnDefinition as ColumnNode, CreateTableStmt, CreateVirtualTableStmt } from 'sqlite3-parser';
import type { ConstraintDefinition, CreateTable } from '../schema-change.ts';
import { readColumn } from './read-column.ts';
import { columnConstraints, tableConstraint } from './read-constraints.ts';
import { readGuard } from './read-guard.ts';
import { rangeOf, type StatementSource, toObjectName } from './statement-source.ts';

/** The grammar hands on the bits of SQLite's own sqliteInt.h. */
const TF_WITHOUT_ROWID = 0x80;
const TF_STRICT = 0x10000;

/** Reads CREATE TABLE with its columns and constraints, or CREATE TABLE … AS SELECT, whose columns stay unknown. */
export function readCreateTable(source: StatementSource, statement: CreateTableStmt): CreateTable {
	const { tblName, body, temporary, ifNotExists } = statement;
	const common = {
		type: 'create table',
		range: source.range,
		table: toObjectName(tblName),
		guard: readGuard(source, 'TABLE', 'IF NOT EXISTS', ifNotExists),
		temporary,
	} as const;
	if (body.type === 'AsSelectCreateTableBody') {
		return { ...common, columns: [], constraints: [], columnsUnknown: true, options: [] };
	}
	const constraints: ConstraintDefinition[] = body.columns.flatMap((column) => columnConstraints(source, column));
	for (const constraint of body.constraints ?? []) {
		constraints.push(tableConstraint(source, constraint, rangeOf(constraint.span)));
	}
	const options = [
		...(body.columns.some(isAutoincrement) ? ['AUTOINCREMENT'] : []),
		...(body.constraints?.some(({ constraint }) => 'autoIncrement' in constraint && constraint.autoIncrement)
			? ['AUTOINCREMENT']
			: []),
		...(body.flags & TF_STRICT ? ['STRICT'] : []),
		...(body.flags & TF_WITHOUT_ROWID ? ['WITHOUT ROWID'] : []),
	];
	const columns = body.columns.map((column) => readColumn(source, column));
	return { ...common, columns, constraints, columnsUnknown: false, options };
}

/** Reads CREATE VIRTUAL TABLE: what columns it has is known to its module alone. */
export function readCreateVirtualTable(source: StatementSource, statement: CreateVirtualTableStmt): CreateTable {
	return {
		type: 'create table',
		range: source.range,
		table: toObjectName(statement.tblName),
		columns: [],
		constraints: [],
		guard: readGuard(source, 'TABLE', 'IF NOT EXISTS', statement.ifNotExists),
		temporary: false,
		columnsUnknown: true,
		options: ['VIRTUAL', `USING ${statement.moduleName.text.toUpperCase()}`],
	};
}

function isAutoincrement({ constraints }: ColumnNode): boolean {
	return constraints.some(({ constraint }) => 'autoIncrement' in constraint && constraint.autoIncrement);
}
