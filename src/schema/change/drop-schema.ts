import type { DropObjects } from '../../sql/schema-change.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { splitKey } from '../object-key.ts';
import { type Outcome, withoutEntries, withoutKeys } from './change-context.ts';
import { withoutReferences } from './dependents.ts';

/** Drops a schema of PostgreSQL: with CASCADE everything in it, else only an empty one. */
export function dropSchema(schema: IndexedSchema, name: string, change: DropObjects): Outcome {
	const known = `schema ${name}`;
	const isThere = schema.objects.has(known) || name === 'public';
	if (!isThere && !schema.uncertain) return change.guard.present ? schema : undefined;
	const within = name === 'public' ? undefined : name;
	const isInside = (key: string) => splitKey(key).schema === within;
	const inside = [...schema.tables.keys()].filter(isInside);
	const others = withoutKeys(schema.tables, inside);
	const tables = withoutReferences({ ...schema, tables: others }, inside);
	const indexes = withoutEntries(schema.indexes, (_, key) => isInside(key));
	const objects = withoutEntries(
		schema.objects,
		(object, key) =>
			key === known ||
			(object.kind !== 'schema' && object.kind !== 'extension' && isInside(nameInKey(object.kind, key))),
	);
	const isEmpty = others === schema.tables && objects.size >= schema.objects.size - 1;
	return isEmpty || change.cascade ? { ...schema, tables, indexes, objects } : undefined;
}

/** `trigger touch on app.notes` stands where its table stands. */
function nameInKey(kind: string, key: string): string {
	const name = key.slice(kind.length + 1);
	const on = name.lastIndexOf(' on ');
	return on === -1 ? name : name.slice(on + ' on '.length);
}
