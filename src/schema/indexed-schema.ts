import { objectKey } from '../sql/identifier.ts';
import { IndexedMap } from './indexed-map.ts';
import { splitKey } from './object-key.ts';
import type { Index, Schema, SchemaObject, Table } from './schema.ts';

/**
 * A schema whose parts answer without a scan what changes ask of them: which table has a constraint of this name, which
 * tables point at that one, what stands on it. Every change makes one of these; what was read from a live database becomes
 * one at the first change.
 */
export interface IndexedSchema extends Schema {
	readonly tables: IndexedMap<Table>;
	readonly indexes: IndexedMap<Index>;
	readonly objects: IndexedMap<SchemaObject>;
}

const noTables = IndexedMap.empty<Table>(labelsOfTable);
const noIndexes = IndexedMap.empty<Index>(({ table }) => [table]);
const noObjects = IndexedMap.empty<SchemaObject>(({ table }) => (table === undefined ? [] : [table]));

/** Returns the same value where it is one already. */
export function indexedSchema(schema: Schema): IndexedSchema {
	if (isIndexed(schema)) return schema;
	const { tables, indexes, objects } = schema;
	return {
		...schema,
		tables: indexed(noTables, tables),
		indexes: indexed(noIndexes, indexes),
		objects: indexed(noObjects, objects),
	};
}

/** Returns the keys of the tables in the schema of `key` that have a constraint under that name. */
export function tablesWithConstraint(schema: IndexedSchema, key: string): Iterable<string> {
	return schema.tables.keysOf(constraintLabel(key));
}

/** Returns the keys of the tables with a foreign key to a table, itself included where it has one. */
export function tablesReferencing(schema: IndexedSchema, table: string): Iterable<string> {
	return schema.tables.keysOf(referenceLabel(table));
}

/** Returns the keys of the indexes of a table or materialized view. */
export function indexesOn(schema: IndexedSchema, table: string): Iterable<string> {
	return schema.indexes.keysOf(table);
}

/** Returns the keys of the triggers, policies, rules and sequences that stand on a table. */
export function objectsOn(schema: IndexedSchema, table: string): Iterable<string> {
	return schema.objects.keysOf(table);
}

function isIndexed(schema: Schema): schema is IndexedSchema {
	return [schema.tables, schema.indexes, schema.objects].every((map) => map instanceof IndexedMap);
}

function indexed<Value>(empty: IndexedMap<Value>, map: ReadonlyMap<string, Value>): IndexedMap<Value> {
	let all = empty;
	for (const [key, value] of map) all = all.with(key, value);
	return all;
}

/** A constraint's name counts within the schema of its table. */
function* labelsOfTable({ constraints }: Table, key: string): Iterable<string> {
	if (constraints.length === 0) return;
	const { schema } = splitKey(key);
	for (const { name, references } of constraints) {
		if (name !== undefined) yield constraintLabel(objectKey({ ...(schema !== undefined && { schema }), name }));
		if (references !== undefined) yield referenceLabel(references.table);
	}
}

function constraintLabel(key: string): string {
	return `constraint ${key}`;
}

function referenceLabel(table: string): string {
	return `references ${table}`;
}
