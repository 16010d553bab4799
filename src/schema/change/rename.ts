import { objectKey } from '../../sql/identifier.ts';
import type { ObjectName } from '../../sql/object-name.ts';
import type { ObjectKind, RenameObject, RenameTable } from '../../sql/schema-change.ts';
import { findObjectKey, indexKey } from '../find-object.ts';
import { tableKey } from '../find-table.ts';
import { schemaObjectKey, splitKey } from '../object-key.ts';
import type { Schema } from '../schema.ts';
import { type ChangeContext, madeBy, mapValues, type Outcome, withEntry, withoutEntries } from './change-context.ts';
import { forgetDefinitions, retargetReferences } from './dependents.ts';
import { renameType } from './drop-type.ts';
import { relationNamed } from './relation.ts';

/** Indexes, constraints, triggers and foreign keys follow; PostgreSQL's names of indexes and constraints stay. */
export function renameTable(schema: Schema, change: RenameTable, context: ChangeContext): Outcome {
	const key = tableKey(schema, change.table);
	const table = schema.tables.get(key);
	if (table === undefined) return renameOtherRelation(schema, change, context);
	const newKey = siblingKey(key, change.to.name);
	if (relationNamed(schema, newKey, context.dialect) !== undefined) return undefined;
	const tables = new Map(withoutEntries(schema.tables, (_, at) => at === key));
	tables.set(newKey, { ...table, name: change.to.name, ...madeBy(context) });
	const renamed: Schema = {
		...schema,
		tables,
		indexes: mapValues(schema.indexes, (index) => (index.table === key ? { ...index, table: newKey } : index)),
		objects: rekeyObjects(schema, key, newKey, context),
	};
	const retargeted = retargetReferences(renamed, key, (references) => ({ ...references, table: newKey }));
	return forgetDefinitions(retargeted, table.name, context.dialect);
}

/** In PostgreSQL, ALTER TABLE … RENAME takes views, indexes and sequences as well. */
function renameOtherRelation(schema: Schema, change: RenameTable, context: ChangeContext): Outcome {
	const kind = relationNamed(schema, objectKey(change.table), context.dialect);
	if (kind !== undefined && kind !== 'constraint' && context.dialect === 'postgresql') {
		return renameNamed(schema, kind, change.table, change.to.name, context);
	}
	return kind === undefined && (change.guard.present || schema.uncertain) ? schema : undefined;
}

export function renameObject(schema: Schema, change: RenameObject, context: ChangeContext): Outcome {
	return renameNamed(schema, change.kind, change.object, change.to.name, context, change.table);
}

function renameNamed(
	schema: Schema,
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
	const objects = new Map(withoutEntries(schema.objects, (_, at) => at === key));
	objects.set(newKey, { ...known, name: to, definition: '', ...madeBy(context) });
	const renamed = forgetDefinitions({ ...schema, objects }, known.name, context.dialect);
	return kind === 'type' || kind === 'domain' ? renameType(renamed, object, typeText(newName)) : renamed;
}

/** A type as columns have it written. */
function typeText({ schema, name }: { readonly schema?: string; readonly name: string }): string {
	const written = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
	return schema === undefined ? written : `${schema}.${written}`;
}

/** The index of a UNIQUE or PRIMARY KEY has the constraint's name, and renames it. */
function renameIndex(schema: Schema, key: string, to: string, context: ChangeContext): Outcome {
	const newKey = siblingKey(key, to);
	if (relationNamed(schema, newKey, context.dialect) !== undefined) return undefined;
	const index = schema.indexes.get(key);
	if (index !== undefined) {
		const others = withoutEntries(schema.indexes, (_, at) => at === key);
		return { ...schema, indexes: withEntry(others, newKey, { ...index, name: to, ...madeBy(context) }) };
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

function rekeyObjects(schema: Schema, from: string, to: string, { dialect }: ChangeContext): Schema['objects'] {
	const objects = new Map<string, Schema['objects'] extends ReadonlyMap<string, infer Value> ? Value : never>();
	for (const [key, object] of schema.objects) {
		const within = ` on ${from}`;
		if (object.table !== from) objects.set(key, object);
		else if (dialect === 'postgresql' && key.endsWith(within)) {
			objects.set(`${key.slice(0, -within.length)} on ${to}`, { ...object, table: to });
		} else objects.set(key, { ...object, table: to });
	}
	return objects;
}
