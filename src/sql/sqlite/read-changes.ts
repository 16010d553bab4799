import type { CreateIndexStmt, CreateTriggerStmt, CreateViewStmt, QualifiedName, Stmt } from 'sqlite3-parser';
import type { ObjectName } from '../object-name.ts';
import type { CreateIndex, CreateObject, DropObjects, SchemaChange } from '../schema-change.ts';
import { isOwnDatabase } from './own-tables.ts';
import { readAlterTable } from './read-alter-table.ts';
import { namedColumn } from './read-constraints.ts';
import { readCreateTable, readCreateVirtualTable } from './read-create-table.ts';
import { readGuard } from './read-guard.ts';
import { rangeOf, type StatementSource, toName, toObjectName } from './statement-source.ts';
import { callsUnknownFunction } from './unknown-function.ts';

/**
 * Returns what a statement does to the schema of its own database. Changes to an attached database are left out: it is
 * another database.
 */
export function readChanges(source: StatementSource, statement: Stmt): readonly SchemaChange[] {
	return changesOf(source, statement).filter((change) => isOwnDatabase(schemaOf(change)));
}

function changesOf(source: StatementSource, statement: Stmt): readonly SchemaChange[] {
	switch (statement.type) {
		case 'CreateTableStmt':
			return [readCreateTable(source, statement)];
		case 'CreateVirtualTableStmt':
			return [readCreateVirtualTable(source, statement)];
		case 'CreateIndexStmt':
			return [readCreateIndex(source, statement)];
		case 'CreateViewStmt':
			return [readCreateView(source, statement)];
		case 'CreateTriggerStmt':
			return [readCreateTrigger(source, statement)];
		case 'AlterTableStmt':
			return [readAlterTable(source, statement)];
		case 'DropTableStmt':
			return [readDrop(source, 'table', toObjectName(statement.tblName), statement.ifExists)];
		case 'DropIndexStmt':
			return [readDrop(source, 'index', toObjectName(statement.idxName), statement.ifExists)];
		case 'DropViewStmt':
			return [readDrop(source, 'view', toObjectName(statement.viewName), statement.ifExists)];
		case 'DropTriggerStmt':
			return [readDrop(source, 'trigger', toObjectName(statement.triggerName), statement.ifExists)];
		case 'InsertStmt':
		case 'UpdateStmt':
		case 'DeleteStmt': {
			const { name } = toObjectName(statement.tblName);
			if (!SCHEMA_TABLES.has(name)) return [];
			return [{ type: 'unknown', range: source.range, what: `a change of ${name} by hand` }];
		}
		case 'SelectStmt': {
			const called = callsUnknownFunction(statement.body);
			if (called === undefined) return [];
			return [
				{ type: 'unknown', range: source.range, what: `the function ${called}, which SQLite itself does not have` },
			];
		}
		default:
			return [];
	}
}

/** https://www.sqlite.org/schematab.html */
const SCHEMA_TABLES: ReadonlySet<string> = new Set(['sqlite_schema', 'sqlite_master']);

function readCreateIndex(source: StatementSource, statement: CreateIndexStmt): CreateIndex {
	const index = toObjectName(statement.idxName);
	const table: ObjectName = {
		...toName(statement.tblName),
		// An index is made in the database of its table.
		...(index.schema !== undefined && { schema: index.schema }),
	};
	const columns = statement.columns.map((column) => {
		const order = { descending: column.order === 'Desc' };
		const named = namedColumn(column);
		if (named !== undefined) return { ...named, ...order };
		const range = rangeOf(column.expr.span);
		return { name: source.foldedText(range), range, expression: true, ...order };
	});
	return {
		type: 'create index',
		range: source.range,
		index,
		table,
		columns,
		unique: statement.unique,
		concurrently: false,
		...(statement.whereClause && { where: source.foldedText(rangeOf(statement.whereClause.span)) }),
		guard: readGuard(source, 'INDEX', 'IF NOT EXISTS', statement.ifNotExists),
	};
}

function readCreateView(source: StatementSource, statement: CreateViewStmt): CreateObject {
	const object = toObjectName(statement.viewName);
	return {
		type: 'create object',
		range: source.range,
		kind: 'view',
		object,
		guard: readGuard(source, 'VIEW', 'IF NOT EXISTS', statement.ifNotExists),
		replaces: false,
		definition: `CREATE VIEW ${fromNameOn(source, statement.viewName)}`,
		temporary: statement.temporary,
	};
}

function readCreateTrigger(source: StatementSource, statement: CreateTriggerStmt): CreateObject {
	const object = toObjectName(statement.triggerName);
	return {
		type: 'create object',
		range: source.range,
		kind: 'trigger',
		object,
		table: toObjectName(statement.tblName),
		guard: readGuard(source, 'TRIGGER', 'IF NOT EXISTS', statement.ifNotExists),
		replaces: false,
		definition: `CREATE TRIGGER ${fromNameOn(source, statement.triggerName)}`,
		temporary: statement.temporary,
	};
}

/** SQLite keeps a view or trigger from its bare name on, behind CREATE and the kind. */
function fromNameOn(source: StatementSource, name: QualifiedName): string {
	return source.foldedText({ start: name.objName.span.offset, end: source.range.end });
}

function readDrop(
	source: StatementSource,
	kind: 'table' | 'index' | 'view' | 'trigger',
	object: ObjectName,
	present: boolean,
): DropObjects {
	const keyword = kind.toUpperCase() as Uppercase<typeof kind>;
	const guard = readGuard(source, keyword, 'IF EXISTS', present);
	return { type: 'drop', range: source.range, kind, objects: [object], guard, cascade: false };
}

function schemaOf(change: SchemaChange): string | undefined {
	if (change.type === 'drop') return change.objects[0]?.schema;
	if (change.type === 'create index') return change.table.schema;
	if (change.type === 'create object') return change.object.schema ?? change.table?.schema;
	return 'table' in change ? change.table?.schema : undefined;
}
