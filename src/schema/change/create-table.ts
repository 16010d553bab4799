import { objectKey } from '../../sql/identifier.ts';
import type { CreateTable } from '../../sql/schema-change.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { TEMPORARY_SCHEMAS } from '../object-key.ts';
import type { Column, Constraint, Table } from '../schema.ts';
import { toColumn, toConstraint, withNotNull } from './build-table.ts';
import { type ChangeContext, madeBy, type Outcome, withTable } from './change-context.ts';
import { putPostgresqlTable } from './complete-postgresql.ts';
import { relationNamed } from './relation.ts';

/** A guarded CREATE TABLE leaves a table, or a view, of that name as it is; an unguarded one fails. */
export function createTable(schema: IndexedSchema, change: CreateTable, context: ChangeContext): Outcome {
	const isTemporary = change.temporary && change.table.schema === undefined;
	const temporarySchema = TEMPORARY_SCHEMAS[context.dialect];
	const key = objectKey(isTemporary ? { schema: temporarySchema, name: change.table.name } : change.table);
	const taken = relationNamed(schema, key, context.dialect);
	const mayBeFree = taken === 'table' && schema.tables.get(key)?.mayBeAbsent === true;
	if (taken !== undefined) {
		// "there is already an index named x": SQLite says so in spite of IF NOT EXISTS.
		if (change.guard.present) return taken === 'index' && context.dialect === 'sqlite' ? undefined : schema;
		if (!mayBeFree) return undefined;
	}
	const columns = change.columns.map((column) => toColumn(column, context));
	const constraints = change.constraints.map((constraint) => toConstraint(constraint, context));
	const table: Table = {
		name: change.table.name,
		columns,
		constraints: [],
		options: change.options,
		// Where anything may have been there before, the guard may have kept another table of this name.
		uncertain: change.columnsUnknown || (change.guard.present && schema.uncertain),
		...madeBy(context),
	};
	if (!isSound(columns, constraints, change)) return undefined;
	if (context.dialect === 'postgresql') {
		return putPostgresqlTable(schema, key, table, columns, constraints, context);
	}
	return withTable(schema, key, completeSqliteTable(table, constraints));
}

/** Both databases refuse a name twice, a second primary key, and keys of columns that are not there. */
function isSound(columns: readonly Column[], constraints: readonly Constraint[], change: CreateTable): boolean {
	if (change.columnsUnknown) return true;
	const names = new Set(columns.map(({ name }) => name));
	const primaryKeys = constraints.filter(({ kind }) => kind === 'primary key').length;
	const needsPrimaryKey = change.options.includes('WITHOUT ROWID');
	return (
		names.size === columns.length &&
		primaryKeys <= 1 &&
		(primaryKeys === 1 || !needsPrimaryKey) &&
		constraints.every((constraint) => constraint.columns.every((column) => names.has(column))) &&
		constraints.every(
			({ columns: from, references }) => !references?.columns.length || references.columns.length === from.length,
		)
	);
}

/**
 * SQLite allows NULL in the columns of a primary key, for old mistakes' sake, but in a WITHOUT ROWID or STRICT table;
 * there the INTEGER PRIMARY KEY of a table with rowids stays as it is, since it is never NULL anyway.
 * https://www.sqlite.org/lang_createtable.html#the_primary_key
 */
function completeSqliteTable(table: Table, constraints: readonly Constraint[]): Table {
	const primaryKey = constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
	const withoutRowid = table.options.includes('WITHOUT ROWID');
	if (!withoutRowid && !table.options.includes('STRICT')) return { ...table, constraints };
	const [only] = table.columns.filter(({ name }) => name === primaryKey[0]);
	const isRowid = !withoutRowid && primaryKey.length === 1 && only?.type === 'INTEGER';
	return { ...table, columns: isRowid ? table.columns : withNotNull(table.columns, primaryKey), constraints };
}
