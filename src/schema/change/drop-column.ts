import type { DialectName } from '../../sql/dialect.ts';
import type { DropColumn } from '../../sql/schema-change.ts';
import { mentions } from '../expression-tokens.ts';
import { type IndexedSchema, indexesOn, objectsOn, tablesReferencing } from '../indexed-schema.ts';
import type { Constraint, Table } from '../schema.ts';
import { onTable } from './alter-columns.ts';
import { type ChangeContext, mapValues, type Outcome, withoutKeys, withTable } from './change-context.ts';
import { indexNames } from './dependents.ts';

/** PostgreSQL drops what names the column along with it; SQLite refuses while anything else names it. */
export function dropColumn(schema: IndexedSchema, change: DropColumn, context: ChangeContext): Outcome {
	return onTable(schema, change.table, (table, key) => {
		const column = table.columns.find(({ name }) => name === change.column.name);
		if (column === undefined) return change.guard.present || table.uncertain ? schema : undefined;
		if (context.dialect === 'postgresql') return dropFromPostgresql(schema, change, table, key);
		const others = table.columns.filter((each) => each !== column);
		if (others.length === 0 || isHeldInSqlite(schema, table, key, column.name)) return undefined;
		const constraints = table.constraints.filter(({ writtenOn }) => writtenOn !== column.name);
		return withTable(schema, key, { ...table, columns: others, constraints });
	});
}

/**
 * SQLite takes the column's own definition out, and refuses if the rest of the schema does not fit any more.
 * https://www.sqlite.org/lang_altertable.html#alter_table_drop_column
 */
function isHeldInSqlite(schema: IndexedSchema, table: Table, key: string, column: string): boolean {
	if (indexesNaming(schema, key, column, 'sqlite').length > 0) return true;
	const computedFrom = table.columns.some(
		({ name, expression }) => name !== column && expression !== undefined && mentions(expression, column, 'sqlite'),
	);
	return (
		computedFrom ||
		table.constraints.some(({ kind, columns, writtenOn, expression }) => {
			if (kind === 'primary key' || kind === 'unique') return columns.includes(column);
			if (writtenOn === column) return false;
			return columns.includes(column) || (expression !== undefined && mentions(expression, column, 'sqlite'));
		})
	);
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN */
function dropFromPostgresql(schema: IndexedSchema, change: DropColumn, table: Table, key: string): Outcome {
	const column = change.column.name;
	const computed = table.columns.filter(
		({ name, expression }) => name !== column && expression !== undefined && mentions(expression, column, 'postgresql'),
	);
	const isReferenced = (constraint: Constraint) =>
		constraint.references?.table === key && referencedColumns(constraint, table).includes(column);
	// A key of the table to itself that has the column on its own side, too, simply goes with it.
	const isHolding = (constraint: Constraint) => isReferenced(constraint) && !constraint.columns.includes(column);
	const referencing = [...tablesReferencing(schema, key)];
	const held = referencing.some((other) =>
		schema.tables.get(other)?.constraints.some(other === key ? isHolding : isReferenced),
	);
	if (!change.cascade && (held || computed.length > 0)) return undefined;
	const gone = [column, ...computed.map(({ name }) => name)];
	const isGone = (constraint: Constraint) =>
		isReferenced(constraint) || gone.some((name) => namesColumn(constraint, name));
	const remaining: Table = {
		...table,
		columns: table.columns.filter(({ name }) => !gone.includes(name)),
		constraints: table.constraints.filter((constraint) => !isGone(constraint)),
	};
	const dropped = table.columns.find(({ name }) => name === column);
	const isItsSequence = (objectKey: string) => {
		const object = schema.objects.get(objectKey);
		return object?.kind === 'sequence' && isSequenceOf(object.name, table, column, dropped?.default);
	};
	const tables = held
		? mapValues(
				schema.tables,
				(each) => ({ ...each, constraints: each.constraints.filter((constraint) => !isReferenced(constraint)) }),
				referencing,
			)
		: schema.tables;
	const after: IndexedSchema = {
		...schema,
		tables,
		indexes: withoutKeys(
			schema.indexes,
			gone.flatMap((name) => indexesNaming(schema, key, name, 'postgresql')),
		),
		objects: withoutKeys(schema.objects, [...objectsOn(schema, key)].filter(isItsSequence)),
	};
	return withTable(after, key, remaining);
}

function indexesNaming(schema: IndexedSchema, table: string, column: string, dialect: DialectName): readonly string[] {
	return [...indexesOn(schema, table)].filter((key) => {
		const index = schema.indexes.get(key);
		return index !== undefined && indexNames(index, column, dialect);
	});
}

/** The columns that a foreign key points at: those of the primary key where it names none. */
function referencedColumns({ references }: Constraint, target: Table): readonly string[] {
	if (references === undefined || references.columns.length > 0) return references?.columns ?? [];
	return target.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
}

function isSequenceOf(sequence: string, table: Table, column: string, columnDefault: string | undefined): boolean {
	return columnDefault?.includes(`'${sequence}'`) === true || sequence === `${table.name}_${column}_seq`;
}

/** True for constraints that name the column, and so go with it. */
function namesColumn({ columns, expression }: Constraint, column: string): boolean {
	return columns.includes(column) || (expression !== undefined && mentions(expression, column, 'postgresql'));
}
