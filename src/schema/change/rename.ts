import { objectKey } from '../../sql/identifier.ts';
import type { ObjectName } from '../../sql/object-name.ts';
import type { ObjectKind, RenameObject, RenameTable } from '../../sql/schema-change.ts';
import { findObjectKey, indexKey } from '../find-object.ts';
import { tableKey } from '../find-table.ts';
import { type IndexedSchema, indexesOn, objectsOn } from '../indexed-schema.ts';
import { schemaObjectKey, splitKey } from '../object-key.ts';
import { type ChangeContext, madeBy, mapValues, type Outcome } from './change-context.ts';
import { forgetDefinitions, retargetReferences } from './dependents.ts';
import { renameType } from './drop-type.ts';
import { relationNamed } from './relation.ts';

/** Indexes, constraints, triggers and foreign keys follow; PostgreSQL's names of indexes and constraints stay. */
export function renameTable(schema: IndexedSchema, change: RenameTable, context: ChangeContext): Outcome {
	const key = tableKey(schema, change.table);
	const table = schema.tables.get(key);
	if (table === undefined) return renameOtherRelation(schema, change, context);
	const newKey = siblingKey(key, change.to.name);
	if (relationNamed(schema, newKey, context.dialect) !== undefined) return undefined;
	const renamed: IndexedSchema = {
		...schema,
		tables: schema.tables.without(key).with(newKey, { ...table, name: change.to.name, ...madeBy(context) }),
		indexes: mapValues(schema.indexes, (index) => ({ ...index, table: newKey }), [...indexesOn(schema, key)]),
		objects: rekeyObjects(schema, key, newKey, context),
	};
	const retargeted = retargetReferences(renamed, key, (references) => ({ ...references, table: newKey }));
	return forgetDefinitions(retargeted, table.name, context.dialect);
}

/** In PostgreSQL, ALTER TABLE … RENAME takes views, indexes and sequences as well. */
function renameOtherRelation(schema: IndexedSchema, change: RenameTable, context: ChangeContext): Outcome {
	const kind = relationNamed(schema, objectKey(change.table), context.dialect);
	if (kind !== undefined && kind !== 'constraint' && context.dialect === 'postgresql') {
		return renameNamed(schema, kind, change.table, change.to.name, context);
	}
	return kind === undefined && (change.guard.present || schema.uncertain) ? schema : undefined;
}

export function renameObject(schema: IndexedSchema, change: RenameObject, context: ChangeContext): Outcome {
	return renameNamed(schema, change.kind, change.object, change.to.name, context, change.table);
}

function renameNamed(
	schema: IndexedSchema,
	kind: ObjectKind,
	object: ObjectName,
	to: string,
	context: ChangeContext,
	table?: ObjectName,
): Outcome {
	if (kind === 'index') return renameIndex(schema, indexKey(schema, object), to, context);
	if (kind === 'table') {
		const { range } = object;
		const target = { name: to, range };
		return renameTable(
			schema,
			{ type: 'rename table', table: object, to: target, guard: { present: false }, range },
			context,
		);
	}
	const key = findObjectKey(schema, kind, object, table);
	const known = key === undefined ? undefined : schema.objects.get(key);
	if (key === undefined || known === undefined) return schema.uncertain ? schema : undefined;
	const { schema: within } = splitKey(objectKey(object));
	const newName = { ...(within !== undefined && { schema: within }), name: to };
	const newKey = schemaObjectKey(kind, newName, known.table, context.dialect);
	if (schema.objects.has(newKey)) return undefined;
	const altered = { ...known, name: to, definition: '', ...madeBy(context) };
	const objects = schema.objects.without(key).with(newKey, altered);
	const renamed = forgetDefinitions({ ...schema, objects }, known.name, context.dialect);
	return kind === 'type' || kind === 'domain' ? renameType(renamed, object, typeText(newName)) : renamed;
}

/** A type as columns have it written. */
function typeText({ schema, name }: { readonly schema?: string; readonly name: string }): string {
	const written = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
	return schema === undefined ? written : `${schema}.${written}`;
}

/** The index of a UNIQUE or PRIMARY KEY has the constraint's name, and renames it. */
function renameIndex(schema: IndexedSchema, key: string, to: string, context: ChangeContext): Outcome {
	const newKey = siblingKey(key, to);
	if (relationNamed(schema, newKey, context.dialect) !== undefined) return undefined;
	const index = schema.indexes.get(key);
	if (index !== undefined) {
		const renamed = { ...index, name: to, ...madeBy(context) };
		return { ...schema, indexes: schema.indexes.without(key).with(newKey, renamed) };
	}
	const { name } = splitKey(key);
	const tables = mapValues(schema.tables, (table) => {
		if (!table.constraints.some((constraint) => constraint.name === name)) return table;
		const constraints = table.constraints.map((each) => (each.name === name ? { ...each, name: to } : each));
		return { ...table, constraints };
	});
	if (tables !== schema.tables) return { ...schema, tables };
	return schema.uncertain ? schema : undefined;
}

/** Returns the key of another name in the same schema. */
function siblingKey(key: string, name: string): string {
	const { schema } = splitKey(key);
	return objectKey({ ...(schema !== undefined && { schema }), name });
}

function rekeyObjects(
	schema: IndexedSchema,
	from: string,
	to: string,
	{ dialect }: ChangeContext,
): IndexedSchema['objects'] {
	const within = ` on ${from}`;
	let { objects } = schema;
	for (const key of objectsOn(schema, from)) {
		const object = objects.get(key);
		if (object === undefined) continue;
		const isWithin = dialect === 'postgresql' && key.endsWith(within);
		const newKey = isWithin ? `${key.slice(0, -within.length)} on ${to}` : key;
		objects = (isWithin ? objects.without(key) : objects).with(newKey, { ...object, table: to });
	}
	return objects;
}
