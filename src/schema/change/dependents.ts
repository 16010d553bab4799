import type { DialectName } from '../../sql/dialect.ts';
import { mentions, renameIn } from '../expression-tokens.ts';
import type { Index, Schema, SchemaObject, Table } from '../schema.ts';
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
	schema: Schema,
	table: string,
	change: (references: NonNullable<Table['constraints'][number]['references']>) => typeof references,
): Schema {
	const tables = mapValues(schema.tables, (each) => {
		if (!each.constraints.some(({ references }) => references?.table === table)) return each;
		const constraints = each.constraints.map((constraint) =>
			constraint.references?.table === table
				? { ...constraint, references: change(constraint.references) }
				: constraint,
		);
		return { ...each, constraints };
	});
	return tables === schema.tables ? schema : { ...schema, tables };
}

/** Returns tables without foreign keys to those that are gone; the same map where there were none. */
export function withoutReferences(tables: Schema['tables'], isGone: (key: string) => boolean): Schema['tables'] {
	return mapValues(tables, (table) => {
		const constraints = table.constraints.filter(
			({ references }) => references === undefined || !isGone(references.table),
		);
		return constraints.length < table.constraints.length ? { ...table, constraints } : table;
	});
}

/**
 * Returns a schema in which views, triggers and functions that mention a name are not known by their text any more: the
 * databases rewrite it when what it names is renamed.
 */
export function forgetDefinitions(schema: Schema, mentioned: string, dialect: DialectName): Schema {
	const objects = mapValues(
		schema.objects,
		(object): SchemaObject =>
			object.definition !== '' && mentions(object.definition, mentioned, dialect)
				? { ...object, definition: '' }
				: object,
	);
	return objects === schema.objects ? schema : { ...schema, objects };
}
