import { objectKey } from '../sql/identifier.ts';
import type { ObjectKind } from '../sql/schema-change.ts';
import { tableKey } from './find-table.ts';
import { NAMED_WITHIN_TABLE, type QualifiedName } from './object-key.ts';
import type { Schema, SchemaObject } from './schema.ts';

/**
 * Returns a view, trigger, function, … by its kind and name, or undefined; of triggers, policies and rules that one on
 * `table` where it is given, else the first of the name.
 */
export function findObject(
	schema: Schema,
	kind: ObjectKind,
	name: QualifiedName,
	table?: QualifiedName,
): SchemaObject | undefined {
	const key = findObjectKey(schema, kind, name, table);
	return key === undefined ? undefined : schema.objects.get(key);
}

/** True where an object of this kind is there; tables and indexes too. */
export function hasObject(schema: Schema, kind: ObjectKind, name: QualifiedName, table?: QualifiedName): boolean {
	if (kind === 'table') return schema.tables.has(tableKey(schema, name));
	if (kind === 'index') return schema.indexes.has(indexKey(schema, name));
	return findObjectKey(schema, kind, name, table) !== undefined;
}

/** Returns the key under which the index that a name means is kept, or would be: one on a temporary table comes first. */
export function indexKey(schema: Schema, name: QualifiedName): string {
	const temporary = objectKey({ schema: 'temp', name: name.name });
	return name.schema === undefined && schema.indexes.has(temporary) ? temporary : objectKey(name);
}

/** Returns the key under which `findObject` finds. */
export function findObjectKey(
	schema: Schema,
	kind: ObjectKind,
	name: QualifiedName,
	table?: QualifiedName,
): string | undefined {
	const plain = `${kind} ${objectKey(name)}`;
	if (schema.objects.has(plain)) return plain;
	const temporary = `${kind} ${objectKey({ schema: 'temp', name: name.name })}`;
	if (name.schema === undefined && schema.objects.has(temporary)) return temporary;
	const within = `${kind} ${objectKey({ name: name.name })} on `;
	if (table !== undefined) {
		const key = within + tableKey(schema, table);
		return schema.objects.has(key) ? key : undefined;
	}
	if (!NAMED_WITHIN_TABLE.has(kind)) return undefined;
	for (const key of schema.objects.keys()) if (key.startsWith(within)) return key;
	return undefined;
}
