import type { DialectName } from '../../sql/dialect.ts';
import type { ConstraintKind, ObjectKind } from '../../sql/schema-change.ts';
import { type IndexedSchema, tablesWithConstraint } from '../indexed-schema.ts';
import { splitKey } from '../object-key.ts';

/** Kinds that share one set of names with tables and indexes, in both databases. */
const RELATION_KINDS: readonly ObjectKind[] = ['view', 'materialized view', 'sequence'];

/** Constraints that PostgreSQL keeps by an index of the same name. */
const WITH_INDEX: ReadonlySet<ConstraintKind> = new Set<ConstraintKind>(['primary key', 'unique', 'exclude']);

/**
 * Returns what already has a name: tables, indexes, views and sequences share one set of names within a schema, and in
 * PostgreSQL the indexes of constraints belong to it.
 */
export function relationNamed(
	schema: IndexedSchema,
	key: string,
	dialect: DialectName,
): ObjectKind | 'constraint' | undefined {
	if (schema.tables.has(key)) return 'table';
	if (schema.indexes.has(key)) return 'index';
	const kind = RELATION_KINDS.find((each) => schema.objects.has(`${each} ${key}`));
	if (kind !== undefined || dialect === 'sqlite') return kind;
	return hasConstraint(schema, key, (constraint) => WITH_INDEX.has(constraint)) ? 'constraint' : undefined;
}

/** True where a table of the schema that the key is in has a constraint of that name. */
export function hasConstraint(
	schema: IndexedSchema,
	key: string,
	isOfKind: (kind: ConstraintKind) => boolean,
): boolean {
	const wanted = splitKey(key).name;
	for (const table of tablesWithConstraint(schema, key)) {
		const constraints = schema.tables.get(table)?.constraints ?? [];
		if (constraints.some(({ name, kind }) => name === wanted && isOfKind(kind))) return true;
	}
	return false;
}
