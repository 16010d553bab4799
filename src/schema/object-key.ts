import type { DialectName } from '../sql/dialect.ts';
import { objectKey } from '../sql/identifier.ts';
import type { ObjectKind } from '../sql/schema-change.ts';

/** A name as statements and catalogs give it, with its schema where one is said. */
export interface QualifiedName {
	readonly schema?: string;
	readonly name: string;
}

/** The schema that holds temporary objects: they go with their connection, and no other sees them. */
export const TEMPORARY_SCHEMAS: Readonly<Record<DialectName, string>> = { sqlite: 'temp', postgresql: 'pg_temp' };

/** What PostgreSQL names within its table: two tables may each have a trigger of one name. */
export const NAMED_WITHIN_TABLE: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['trigger', 'policy', 'rule']);

/**
 * Returns the key of `Schema.objects` for a view, trigger, function, …: `view totals`, `trigger touch on notes`. `table`
 * is the `objectKey` of the table that it stands on.
 */
export function schemaObjectKey(
	kind: ObjectKind,
	object: QualifiedName,
	table: string | undefined,
	dialect: DialectName,
): string {
	if (dialect === 'postgresql' && table !== undefined && NAMED_WITHIN_TABLE.has(kind)) {
		return `${kind} ${objectKey({ name: object.name })} on ${table}`;
	}
	return `${kind} ${objectKey(object)}`;
}

/** Returns what `objectKey` made a key of; no schema for the default one. */
export function splitKey(key: string): QualifiedName {
	const parts = (key.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [key]).map(unquoted);
	const [first = key, second] = parts;
	return second === undefined ? { name: first } : { schema: first, name: second };
}

function unquoted(part: string): string {
	return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}

/** True for keys of temporary objects. */
export function isTemporaryKey(key: string): boolean {
	return key.startsWith('temp.') || key.startsWith('pg_temp.');
}
