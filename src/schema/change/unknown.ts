import type { UnknownChange } from '../../sql/schema-change.ts';
import { tableKey } from '../find-table.ts';
import type { Schema, Table } from '../schema.ts';
import { type ChangeContext, madeBy, mapValues } from './change-context.ts';

/** What a change that is not followed may have touched is uncertain from here on. */
export function unknownChange(schema: Schema, change: UnknownChange, context: ChangeContext): Schema {
	const asUnknown = (table: Table): Table => ({ ...table, uncertain: true, mayBeAbsent: true });
	if (change.tables === undefined) {
		return { ...schema, tables: mapValues(schema.tables, asUnknown), uncertain: true };
	}
	if (change.tables.length === 0) return schema;
	const tables = new Map(schema.tables);
	for (const name of change.tables) {
		const key = tableKey(schema, name);
		const made: Table = {
			name: name.name,
			columns: [],
			constraints: [],
			options: [],
			uncertain: true,
			...madeBy(context),
		};
		tables.set(key, asUnknown(tables.get(key) ?? made));
	}
	return { ...schema, tables };
}
