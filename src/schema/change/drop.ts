import { objectKey } from '../../sql/identifier.ts';
import type { ObjectName } from '../../sql/object-name.ts';
import type { DropObjects } from '../../sql/schema-change.ts';
import { mentions } from '../expression-tokens.ts';
import { findObjectKey, indexKey } from '../find-object.ts';
import { tableKey } from '../find-table.ts';
import { type IndexedSchema, indexesOn, objectsOn } from '../indexed-schema.ts';
import { type ChangeContext, mapValues, type Outcome, withoutEntries, withoutKeys } from './change-context.ts';
import { withoutReferences } from './dependents.ts';
import { dropSchema } from './drop-schema.ts';
import { dropType } from './drop-type.ts';

/** Drops one object after the other; one that is missing fails the statement unless IF EXISTS is written. */
export function drop(schema: IndexedSchema, change: DropObjects, context: ChangeContext): Outcome {
	if (change.kind === 'table') return dropTables(schema, change, context);
	let after: Outcome = schema;
	for (const object of change.objects) {
		if (after === undefined) return undefined;
		after = dropOne(after, change, object, context);
	}
	return after;
}

function dropOne(schema: IndexedSchema, change: DropObjects, object: ObjectName, context: ChangeContext): Outcome {
	const missing = change.guard.present || schema.uncertain ? schema : undefined;
	if (change.kind === 'index') {
		const key = indexKey(schema, object);
		const indexes = schema.indexes.without(key);
		return indexes === schema.indexes ? missing : { ...schema, indexes };
	}
	if (change.kind === 'schema') return dropSchema(schema, object.name, change);
	const key = findObjectKey(schema, change.kind, object, change.table);
	if (key === undefined) return missing;
	const without = { ...schema, objects: schema.objects.without(key) };
	if (change.kind === 'type' || change.kind === 'domain') return dropType(without, object, change);
	if (change.kind === 'sequence') return dropSequence(without, object.name, change, context);
	if (change.kind === 'view' || change.kind === 'materialized view') {
		const indexes = withoutKeys(without.indexes, indexesOn(without, objectKey(object)));
		const dropped = withoutObjectsOn({ ...without, indexes }, [objectKey(object)]);
		return change.cascade ? withoutDependentViews(dropped, [object.name], context) : dropped;
	}
	// What else hangs on an extension or a function is not known.
	return change.cascade ? { ...without, uncertain: true } : without;
}

/** A table takes its indexes, triggers, policies and sequences along. */
function dropTables(schema: IndexedSchema, change: DropObjects, context: ChangeContext): Outcome {
	const keys = change.objects.map((object) => tableKey(schema, object));
	const there = keys.filter((key) => schema.tables.has(key));
	if (there.length < keys.length && !change.guard.present && !schema.uncertain) return undefined;
	if (there.length === 0) return schema;
	const without = withoutObjectsOn(
		{
			...schema,
			tables: withoutKeys(schema.tables, there),
			indexes: withoutKeys(
				schema.indexes,
				there.flatMap((key) => [...indexesOn(schema, key)]),
			),
		},
		there,
	);
	if (context.dialect === 'sqlite') return without;
	// PostgreSQL refuses while a foreign key of another table points here; CASCADE drops that key, and views.
	const tables = withoutReferences(without, there);
	if (!change.cascade) return tables === without.tables ? without : undefined;
	const names = change.objects.map(({ name }) => name);
	return withoutDependentViews({ ...without, tables }, names, context);
}

function withoutObjectsOn(schema: IndexedSchema, keys: readonly string[]): IndexedSchema {
	const standing = keys.flatMap((key) => [...objectsOn(schema, key)]);
	return { ...schema, objects: withoutKeys(schema.objects, standing) };
}

/** Views that name what is gone go along, and those that name these views; which others do is not known. */
function withoutDependentViews(
	schema: IndexedSchema,
	gone: readonly string[],
	{ dialect }: ChangeContext,
): IndexedSchema {
	let waiting = [...gone];
	let after = schema;
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		const lost: string[] = [];
		const objects = withoutEntries(after.objects, (object) => {
			const isView = object.kind === 'view' || object.kind === 'materialized view';
			if (!isView || (object.definition !== '' && !mentions(object.definition, name, dialect))) return false;
			lost.push(object.name);
			return true;
		});
		if (lost.length > 0) after = { ...after, objects, uncertain: true };
		waiting = [...waiting, ...lost];
	}
	return after;
}

/** A column's default that takes numbers from the sequence holds it. */
function dropSequence(schema: IndexedSchema, name: string, change: DropObjects, { dialect }: ChangeContext): Outcome {
	const takesFrom = (text: string | undefined) => text?.includes(`'${name}'`) === true;
	const tables = mapValues(schema.tables, (table) => {
		if (!table.columns.some((column) => takesFrom(column.default))) return table;
		const columns = table.columns.map((column) => {
			const { default: from, ...rest } = column;
			return takesFrom(from) ? rest : column;
		});
		return { ...table, columns };
	});
	if (tables === schema.tables) return schema;
	return change.cascade && dialect === 'postgresql' ? { ...schema, tables } : undefined;
}
