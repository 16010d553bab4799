import type { ObjectName } from '../../sql/object-name.ts';
import type { DropObjects } from '../../sql/schema-change.ts';
import { normalizeType } from '../normalize-type.ts';
import type { Column, Schema } from '../schema.ts';
import { mapValues, type Outcome } from './change-context.ts';

/** A type that columns have is dropped only by CASCADE, and takes these columns along. */
export function dropType(schema: Schema, type: ObjectName, change: DropObjects): Outcome {
	const qualified = type.schema === undefined ? type.name : `${type.schema}.${type.name}`;
	const names = new Set([type.name, qualified].map((name) => normalizeType(name, 'postgresql')));
	const hasType = (column: Column) => names.has(normalizeType(column.type, 'postgresql').replace(/\[\]$/, ''));
	const tables = mapValues(schema.tables, (table) => {
		const columns = table.columns.filter((column) => !hasType(column));
		// Constraints and indexes of these columns go as well, which is not followed further.
		return columns.length < table.columns.length ? { ...table, columns, uncertain: true } : table;
	});
	if (tables === schema.tables) return schema;
	return change.cascade ? { ...schema, tables } : undefined;
}
