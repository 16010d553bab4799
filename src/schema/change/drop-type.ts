import type { ObjectName } from '../../sql/object-name.ts';
import type { DropObjects } from '../../sql/schema-change.ts';
import { mentions } from '../expression-tokens.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { normalizeType } from '../normalize-type.ts';
import type { Column, Table } from '../schema.ts';
import { mapValues, type Outcome } from './change-context.ts';

/** A type that columns or their defaults have is dropped only by CASCADE, and takes these along. */
export function dropType(schema: IndexedSchema, type: ObjectName, change: DropObjects): Outcome {
	const isOfType = typeTest(type);
	const tables = mapValues(schema.tables, (table) => {
		const columns = table.columns
			.filter((column) => !isOfType(column))
			.map((column) => withoutDefaultOf(column, type.name));
		if (columns.length < table.columns.length) {
			// Constraints and indexes of these columns go as well, which is not followed further.
			return { ...table, columns, uncertain: true };
		}
		return columns.some((column, at) => column !== table.columns[at]) ? { ...table, columns } : table;
	});
	if (tables === schema.tables) return schema;
	return change.cascade ? { ...schema, tables } : undefined;
}

/** Columns have their type under its new name. */
export function renameType(schema: IndexedSchema, type: ObjectName, newType: string): IndexedSchema {
	const isOfType = typeTest(type);
	const renamed = (column: Column): Column => {
		if (!isOfType(column)) return column;
		return { ...column, type: /\[\]$/.test(column.type) ? `${newType}[]` : newType };
	};
	const tables = mapValues(schema.tables, (table): Table => {
		if (!table.columns.some(isOfType)) return table;
		return { ...table, columns: table.columns.map(renamed) };
	});
	return tables === schema.tables ? schema : { ...schema, tables };
}

function typeTest(type: ObjectName): (column: Column) => boolean {
	const written = /^[a-z_][a-z0-9_]*$/.test(type.name) ? type.name : `"${type.name.replaceAll('"', '""')}"`;
	const qualified = type.schema === undefined ? written : `${type.schema}.${written}`;
	const names = new Set([type.name, written, qualified].map((name) => normalizeType(name, 'postgresql')));
	return (column) => names.has(normalizeType(column.type, 'postgresql').replace(/\[\]$/, ''));
}

function withoutDefaultOf(column: Column, type: string): Column {
	const { default: text, ...rest } = column;
	const isOfType = text?.includes('::') === true && mentions(text.slice(text.indexOf('::')), type, 'postgresql');
	return isOfType ? rest : column;
}
