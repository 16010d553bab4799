import type { DialectName } from '../../sql/dialect.ts';
import type { ConstraintKind, ObjectKind } from '../../sql/schema-change.ts';
import { splitKey } from '../object-key.ts';
import type { Schema } from '../schema.ts';

/** Kinds that share one set of names with tables and indexes, in both databases. */
const RELATION_KINDS: readonly ObjectKind[] = ['view', 'materialized view', 'sequence'];

/** Constraints that PostgreSQL keeps by an index of the same name. */
const WITH_INDEX: ReadonlySet<ConstraintKind> = new Set<ConstraintKind>(['primary key', 'unique', 'exclude']);

/**
 * Returns what already has a name: tables, indexes, views and sequences share one set of names within a schema, and in
 * PostgreSQL the indexes of constraints belong to it.
 */
export function relationNamed(
	schema: Schema,
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
export function hasConstraint(schema: Schema, key: string, isOfKind: (kind: ConstraintKind) => boolean): boolean {
	const wanted = splitKey(key);
	for (const [table, { constraints }] of schema.tables) {
		const found = constraints.some(({ name, kind }) => name === wanted.name && isOfKind(kind));
		if (found && splitKey(table).schema === wanted.schema) return true;
	}
	return false;
}
