import type { DifferenceSubject } from '../../schema/difference.ts';
import type { Index, Origin, Schema, SchemaObject, Table } from '../../schema/schema.ts';

/** A schema as it was read, and the same with the origin of everything in it. */
export interface Attributed {
	readonly read: Schema;
	readonly schema: Schema;
}

/** Says where a migration sets something. */
export type OriginOf = (subject: DifferenceSubject) => Origin;

/**
 * Returns the schema after a migration with the origin of everything in it: what is as it was before keeps its origin,
 * the rest was made or changed by this migration. `claimed` are things that it wanted to make and that were there already.
 */
export function attribute(
	before: Attributed,
	after: Schema,
	originOf: OriginOf,
	claimed?: (subject: DifferenceSubject) => boolean,
): Attributed {
	const keep = <T extends { readonly origin?: Origin }>(old: T | undefined, now: T, subject: DifferenceSubject): T => {
		const kept = old !== undefined && claimed?.(subject) !== true && sameBut(old, now) ? old.origin : undefined;
		return { ...now, origin: kept ?? originOf(subject) };
	};
	const { read, schema } = before;
	const tables = new Map<string, Table>();
	for (const [key, table] of after.tables) {
		// A reader gives the same value again for what was not touched.
		const untouched = claimed === undefined && read.tables.get(key) === table;
		const was = schema.tables.get(key);
		tables.set(key, untouched && was !== undefined ? was : attributeTable(key, was, table, keep));
	}
	const indexes = new Map<string, Index>();
	for (const [key, index] of after.indexes) {
		const subject = { kind: 'index', table: index.table, index: key } as const;
		const was = schema.indexes.get(key);
		const untouched = was !== undefined && claimed === undefined && read.indexes.get(key) === index;
		indexes.set(key, untouched ? was : keep(was, index, subject));
	}
	const objects = new Map<string, SchemaObject>();
	for (const [key, object] of after.objects) {
		const subject = { kind: 'object', object: object.name, objectKind: object.kind } as const;
		const was = schema.objects.get(key);
		const untouched = was !== undefined && claimed === undefined && read.objects.get(key) === object;
		objects.set(key, untouched ? was : keep(was, object, subject));
	}
	return { read: after, schema: { ...after, tables, indexes, objects } };
}

type Keep = <T extends { readonly origin?: Origin }>(old: T | undefined, now: T, subject: DifferenceSubject) => T;

function attributeTable(key: string, before: Table | undefined, after: Table, keep: Keep): Table {
	const columns = new Map(before?.columns.map((column) => [column.name, column]));
	const constraints = [...(before?.constraints ?? [])];
	const subject = { kind: 'table', table: key } as const;
	// Columns have origins of their own: the table itself is new only where its name is.
	const made = before?.origin === undefined ? undefined : { ...after, origin: before.origin };
	const { origin } = keep(made, after, subject);
	return {
		...after,
		...(origin && { origin }),
		columns: after.columns.map((column) =>
			keep(columns.get(column.name), column, { kind: 'column', table: key, column: column.name }),
		),
		constraints: after.constraints.map((constraint) =>
			keep(
				constraints.find((other) => sameBut(other, constraint)),
				constraint,
				{ kind: 'constraint', table: key, constraint: constraint.name ?? constraint.columns.join(', ') },
			),
		),
	};
}

/** Equal in everything but who made it. */
function sameBut(one: object, other: object): boolean {
	return fingerprint(one) === fingerprint(other);
}

function fingerprint(value: object): string {
	return JSON.stringify(value, (key, part: unknown) => (key === 'origin' ? undefined : part));
}
