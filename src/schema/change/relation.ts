import type { ObjectKind } from '../../sql/schema-change.ts';
import type { Schema } from '../schema.ts';

/** Kinds that share one set of names with tables and indexes, in both databases. */
const RELATION_KINDS: readonly ObjectKind[] = ['view', 'materialized view', 'sequence'];

/**
 * Returns what already has a name: tables, indexes, views and sequences share one set of names within a schema.
 * PostgreSQL's UNIQUE and PRIMARY KEY constraints have indexes of their name.
 */
export function relationNamed(schema: Schema, key: string): ObjectKind | 'constraint' | undefined {
	if (schema.tables.has(key)) return 'table';
	if (schema.indexes.has(key)) return 'index';
	return RELATION_KINDS.find((kind) => schema.objects.has(`${kind} ${key}`));
}
