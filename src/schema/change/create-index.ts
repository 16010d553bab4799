import { objectKey } from '../../sql/identifier.ts';
import type { CreateIndex } from '../../sql/schema-change.ts';
import { hasObject } from '../find-object.ts';
import { tableKey } from '../find-table.ts';
import { impliedIndexName } from '../implied-names.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { splitKey } from '../object-key.ts';
import type { Index } from '../schema.ts';
import { type ChangeContext, madeBy, type Outcome } from './change-context.ts';
import { relationNamed } from './relation.ts';

/** An index stands in the schema of its table, under a name that no table or view there has. */
export function createIndex(schema: IndexedSchema, change: CreateIndex, context: ChangeContext): Outcome {
	const onTable = tableKey(schema, change.table);
	const table = schema.tables.get(onTable);
	const onView = context.dialect === 'postgresql' && hasObject(schema, 'materialized view', change.table);
	if (table === undefined && !onView && !schema.uncertain) return undefined;
	const { schema: within } = splitKey(onTable);
	const keyFor = (name: string) => objectKey({ ...(within !== undefined && { schema: within }), name });
	const isTaken = (name: string) => relationNamed(schema, keyFor(name), context.dialect) !== undefined;
	const name = change.index?.name ?? impliedIndexName(change.table.name, change.columns, isTaken);
	const key = keyFor(name);
	const taken = relationNamed(schema, key, context.dialect);
	if (taken !== undefined) {
		return change.guard.present && (taken === 'index' || context.dialect === 'postgresql') ? schema : undefined;
	}
	if (table?.uncertain === false) {
		const there = new Set(table.columns.map((column) => column.name));
		const named = change.columns.filter(({ expression }) => expression !== true);
		if (named.some((column) => !there.has(column.name))) return undefined;
	}
	const index: Index = {
		name,
		table: onTable,
		columns: change.columns.map((column) => column.name),
		unique: change.unique,
		...(change.where !== undefined && { where: change.where }),
		...(change.columns.every(({ descending }) => descending !== undefined) && {
			descending: change.columns.map(({ descending }) => descending === true),
		}),
		valid: true,
		...madeBy(context),
	};
	return { ...schema, indexes: schema.indexes.with(key, index) };
}
