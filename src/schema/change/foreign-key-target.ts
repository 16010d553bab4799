import { type IndexedSchema, indexesOn } from '../indexed-schema.ts';
import type { Constraint } from '../schema.ts';

/**
 * True where a foreign key points at columns that a key of its table makes unique, or where what it points at is not
 * known. PostgreSQL refuses every other (42P01, 42703, 42830); SQLite looks only when rows are written.
 */
export function hasTarget(schema: IndexedSchema, { columns, references }: Constraint): boolean {
	if (references === undefined) return true;
	const target = schema.tables.get(references.table);
	if (target === undefined) return schema.uncertain;
	if (target.uncertain) return true;
	const keys = target.constraints.filter(({ kind }) => kind === 'primary key' || kind === 'unique');
	if (references.columns.length === 0) {
		return keys.some((key) => key.kind === 'primary key' && key.columns.length === columns.length);
	}
	const wanted = references.columns.toSorted().join();
	if (keys.some((key) => key.columns.toSorted().join() === wanted)) return true;
	for (const key of indexesOn(schema, references.table)) {
		const index = schema.indexes.get(key);
		const isKey = index?.unique === true && index.where === undefined;
		if (isKey && index.columns.toSorted().join() === wanted) return true;
	}
	return false;
}
