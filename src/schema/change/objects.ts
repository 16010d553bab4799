import { objectKey } from '../../sql/identifier.ts';
import type { AlterObject, CreateObject, ObjectKind } from '../../sql/schema-change.ts';
import { findObjectKey } from '../find-object.ts';
import { tableKey } from '../find-table.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { schemaObjectKey, TEMPORARY_SCHEMAS } from '../object-key.ts';
import { type ChangeContext, madeBy, type Outcome } from './change-context.ts';
import { relationNamed } from './relation.ts';

const RELATIONS: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['view', 'materialized view', 'sequence']);

/** Kinds of which several may have one name, told apart by their arguments. */
const OVERLOADED: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['function', 'procedure', 'other']);

/** Makes a view, trigger, function, …; OR REPLACE takes the place of what is there, a guard leaves it. */
export function createObject(schema: IndexedSchema, change: CreateObject, context: ChangeContext): Outcome {
	const { kind, object, table } = change;
	const isTemporary = change.temporary && object.schema === undefined;
	const name = isTemporary ? { schema: TEMPORARY_SCHEMAS[context.dialect], name: object.name } : object;
	const onTable = table && tableKey(schema, table);
	const key = schemaObjectKey(kind, name, onTable, context.dialect);
	const taken = RELATIONS.has(kind) ? relationNamed(schema, objectKey(name), context.dialect) : undefined;
	const isThere = schema.objects.has(key);
	if (change.replaces) {
		if (taken !== undefined && taken !== kind) return undefined;
	} else if (taken !== undefined || isThere) {
		if (change.guard.present) return taken === 'index' && context.dialect === 'sqlite' ? undefined : schema;
		if (!OVERLOADED.has(kind)) return undefined;
	}
	if (onTable !== undefined && !schema.uncertain && !standsOn(schema, onTable, context)) return undefined;
	const made = {
		kind,
		name: object.name,
		...(onTable !== undefined && { table: onTable }),
		definition: change.definition,
		...madeBy(context),
	};
	return { ...schema, objects: schema.objects.with(key, made) };
}

/** Triggers, policies and rules stand on tables; triggers and rules on views, too. */
function standsOn(schema: IndexedSchema, key: string, { dialect }: ChangeContext): boolean {
	return ['table', 'view', 'materialized view'].includes(relationNamed(schema, key, dialect) ?? '');
}

export function alterObject(schema: IndexedSchema, change: AlterObject, context: ChangeContext): Outcome {
	const key = findObjectKey(schema, change.kind, change.object, change.table);
	const known = key === undefined ? undefined : schema.objects.get(key);
	if (key === undefined || known === undefined) return schema.uncertain || change.guard.present ? schema : undefined;
	return { ...schema, objects: schema.objects.with(key, { ...known, definition: '', ...madeBy(context) }) };
}
