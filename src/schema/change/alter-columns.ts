import type { AddColumn, AlterColumn, RenameColumn } from '../../sql/schema-change.ts';
import { mentions } from '../expression-tokens.ts';
import { tableKey } from '../find-table.ts';
import { type IndexedSchema, indexesOn } from '../indexed-schema.ts';
import type { Column, Table } from '../schema.ts';
import { toColumn, toConstraint } from './build-table.ts';
import { type ChangeContext, madeBy, mapValues, type Outcome, withTable } from './change-context.ts';
import { putPostgresqlTable } from './complete-postgresql.ts';
import { forgetDefinitions, renameInIndex, renameInTable, retargetReferences } from './dependents.ts';

/** Returns what a statement does to a table that may be missing: a schema that is uncertain anyway stays as it is. */
export function onTable(
	schema: IndexedSchema,
	name: { readonly schema?: string; readonly name: string },
	change: (table: Table, key: string) => Outcome,
): Outcome {
	const key = tableKey(schema, name);
	const table = schema.tables.get(key);
	if (table !== undefined) return change(table, key);
	return schema.uncertain ? schema : undefined;
}

/** SQLite never adds a column with UNIQUE or PRIMARY KEY: https://www.sqlite.org/lang_altertable.html */
export function addColumn(schema: IndexedSchema, change: AddColumn, context: ChangeContext): Outcome {
	return onTable(schema, change.table, (table, key) => {
		const column = toColumn(change.column, context);
		const constraints = change.constraints.map((constraint) => toConstraint(constraint, context));
		const isThere = table.columns.some(({ name }) => name === column.name);
		if (isThere && change.guard.present) return schema;
		if (isThere && !table.uncertain) return undefined;
		const columns = [...table.columns.filter(({ name }) => name !== column.name), column];
		const extended = { ...table, columns };
		if (context.dialect === 'postgresql') {
			return putPostgresqlTable(schema, key, extended, [column], constraints, context);
		}
		if (constraints.some(({ kind }) => kind === 'unique' || kind === 'primary key')) return undefined;
		return withTable(schema, key, { ...extended, constraints: [...table.constraints, ...constraints] });
	});
}

export function alterColumn(schema: IndexedSchema, change: AlterColumn, context: ChangeContext): Outcome {
	return onTable(schema, change.table, (table, key) => {
		const column = table.columns.find(({ name }) => name === change.column.name);
		if (column === undefined) return table.uncertain ? schema : undefined;
		const computesFrom = ({ name, expression }: Column) =>
			name !== column.name && expression !== undefined && mentions(expression, column.name, context.dialect);
		// "cannot alter type of a column used by a generated column"
		if (change.set.type !== undefined && table.columns.some(computesFrom)) return undefined;
		if (context.dialect === 'postgresql' && isRefused(table, column, change.set)) return undefined;
		const altered = withSettings(column, change.set, context);
		const columns = table.columns.map((each) => (each === column ? altered : each));
		return withTable(schema, key, { ...table, columns });
	});
}

/** An identity column has no DEFAULT, and neither it nor a primary key may be NULL. */
function isRefused(table: Table, column: Column, set: AlterColumn['set']): boolean {
	const isIdentity = column.generated?.startsWith('identity') === true;
	const isInPrimaryKey = table.constraints.some(
		({ kind, columns }) => kind === 'primary key' && columns.includes(column.name),
	);
	if (set.notNull === false && (isIdentity || isInPrimaryKey)) return true;
	return set.default !== undefined && column.generated !== undefined;
}

function withSettings(column: Column, set: AlterColumn['set'], context: ChangeContext): Column {
	const { default: oldDefault, generated: oldGenerated, expression: oldExpression, ...rest } = column;
	const newDefault =
		set.default === undefined ? keptDefault(oldDefault, column, set, context) : (set.default ?? undefined);
	const newGenerated = set.generated === undefined ? oldGenerated : (set.generated ?? undefined);
	const newExpression = set.generated === null ? undefined : (set.expression ?? oldExpression);
	return {
		...rest,
		type: set.type ?? column.type,
		// An identity column is NOT NULL.
		notNull: set.notNull ?? (column.notNull || set.generated?.startsWith('identity') === true),
		...(newDefault !== undefined && { default: newDefault }),
		...(newGenerated !== undefined && { generated: newGenerated }),
		...(newExpression !== undefined && { expression: newExpression }),
		...madeBy(context),
	};
}

/** Under a new type PostgreSQL keeps the default as a value of the old one, on which it goes on depending. */
function keptDefault(
	text: string | undefined,
	{ type }: Column,
	set: AlterColumn['set'],
	{ dialect }: ChangeContext,
): string | undefined {
	return text === undefined || set.type === undefined || dialect === 'sqlite' ? text : `${text}::${type}`;
}

/** The database rewrites keys, indexes, CHECKs, triggers and views that name the column. */
export function renameColumn(schema: IndexedSchema, change: RenameColumn, context: ChangeContext): Outcome {
	const { dialect } = context;
	const [from, to] = [change.column.name, change.to.name];
	return onTable(schema, change.table, (table, key) => {
		const there = table.columns.find(({ name }) => name === from);
		if (there === undefined) return table.uncertain ? schema : undefined;
		if (from === to) return dialect === 'sqlite' ? schema : undefined;
		if (table.columns.some(({ name }) => name === to)) return undefined;
		const renamed = renameInTable(table, from, to, dialect);
		const columns = renamed.columns.map((column) => (column.name === to ? { ...column, ...madeBy(context) } : column));
		let after = withTable(schema, key, { ...renamed, columns });
		after = {
			...after,
			indexes: mapValues(after.indexes, (index) => renameInIndex(index, from, to, dialect), indexesOn(after, key)),
		};
		after = retargetReferences(after, key, (references) => ({
			...references,
			columns: references.columns.map((name) => (name === from ? to : name)),
		}));
		return forgetDefinitions(after, from, dialect);
	});
}
