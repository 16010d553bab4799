import type { UnknownChange } from '../../sql/schema-change.ts';
import { tableKey } from '../find-table.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import type { Table } from '../schema.ts';
import { type ChangeContext, madeBy, mapValues } from './change-context.ts';

/** What a change that is not followed may have touched is uncertain from here on. */
export function unknownChange(schema: IndexedSchema, change: UnknownChange, context: ChangeContext): IndexedSchema {
	const asUnknown = (table: Table): Table =>
		table.uncertain && table.mayBeAbsent === true ? table : { ...table, uncertain: true, mayBeAbsent: true };
	if (change.tables === undefined) {
		return { ...schema, tables: mapValues(schema.tables, asUnknown), uncertain: true };
	}
	if (change.tables.length === 0) return schema;
	let { tables } = schema;
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
		tables = tables.with(key, asUnknown(tables.get(key) ?? made));
	}
	return { ...schema, tables };
}
