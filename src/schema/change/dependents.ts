import type { DialectName } from '../../sql/dialect.ts';
import { mentions, renameIn } from '../expression-tokens.ts';
import { type IndexedSchema, tablesReferencing } from '../indexed-schema.ts';
import type { Constraint, Index, SchemaObject, Table } from '../schema.ts';
import { mapValues } from './change-context.ts';

/** True where an index has the column as a term, in an expression, or in its condition. */
export function indexNames(index: Index, column: string, dialect: DialectName): boolean {
	return (
		index.columns.some((term) => term === column || (isExpression(term) && mentions(term, column, dialect))) ||
		(index.where !== undefined && mentions(index.where, column, dialect))
	);
}

/** Terms that are no plain names hold other characters than names do. */
function isExpression(term: string): boolean {
	return !/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(term);
}

/** Returns an index after a column of its table was renamed. */
export function renameInIndex(index: Index, from: string, to: string, dialect: DialectName): Index {
	if (!indexNames(index, from, dialect)) return index;
	return {
		...index,
		columns: index.columns.map((term) => {
			if (term === from) return to;
			return isExpression(term) ? renameIn(term, from, to, dialect) : term;
		}),
		...(index.where !== undefined && { where: renameIn(index.where, from, to, dialect) }),
	};
}

/** Returns a table after one of its columns was renamed: keys, CHECKs and generated columns follow. */
export function renameInTable(table: Table, from: string, to: string, dialect: DialectName): Table {
	const name = (each: string) => (each === from ? to : each);
	return {
		...table,
		columns: table.columns.map((column) => ({
			...column,
			name: name(column.name),
			...(column.expression !== undefined && { expression: renameIn(column.expression, from, to, dialect) }),
		})),
		constraints: table.constraints.map((constraint) => ({
			...constraint,
			columns: constraint.columns.map(name),
			...(constraint.writtenOn !== undefined && { writtenOn: name(constraint.writtenOn) }),
			...(constraint.expression !== undefined && { expression: renameIn(constraint.expression, from, to, dialect) }),
		})),
	};
}

/** Returns a schema whose foreign keys to a table point at what it is called now. */
export function retargetReferences(
	schema: IndexedSchema,
	table: string,
	change: (references: NonNullable<Table['constraints'][number]['references']>) => typeof references,
): IndexedSchema {
	const retargeted = (constraint: Constraint): Constraint =>
		constraint.references?.table === table ? { ...constraint, references: change(constraint.references) } : constraint;
	const tables = mapValues(
		schema.tables,
		(each) => ({ ...each, constraints: each.constraints.map(retargeted) }),
		tablesReferencing(schema, table),
	);
	return tables === schema.tables ? schema : { ...schema, tables };
}

/** Returns tables without foreign keys to those that are gone; the same map where there were none. */
export function withoutReferences(schema: IndexedSchema, gone: Iterable<string>): IndexedSchema['tables'] {
	let { tables } = schema;
	for (const target of gone) {
		tables = mapValues(
			tables,
			(table) => ({
				...table,
				constraints: table.constraints.filter(({ references }) => references?.table !== target),
			}),
			tablesReferencing({ ...schema, tables }, target),
		);
	}
	return tables;
}

/**
 * Returns a schema in which views, triggers and functions that mention a name are not known by their text any more: the
 * databases rewrite it when what it names is renamed.
 */
export function forgetDefinitions(schema: IndexedSchema, mentioned: string, dialect: DialectName): IndexedSchema {
	const objects = mapValues(
		schema.objects,
		(object): SchemaObject =>
			object.definition !== '' && mentions(object.definition, mentioned, dialect)
				? { ...object, definition: '' }
				: object,
	);
	return objects === schema.objects ? schema : { ...schema, objects };
}
