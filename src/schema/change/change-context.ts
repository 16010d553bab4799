import type { DialectName } from '../../sql/dialect.ts';
import type { IndexedMap } from '../indexed-map.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import type { Origin, Table } from '../schema.ts';

/** What applying a change needs to know beside the schema. */
export interface ChangeContext {
	readonly dialect: DialectName;
	readonly origin: Origin | undefined;
}

/** The schema after a change; undefined where the database refuses the statement. */
export type Outcome = IndexedSchema | undefined;

/** What every thing that a change makes carries. */
export function madeBy({ origin }: ChangeContext): { readonly origin?: Origin } {
	return origin === undefined ? {} : { origin };
}

/** Returns a map without the entries that a test finds; the same map where it finds none. Looks at all of them. */
export function withoutEntries<Value>(
	map: IndexedMap<Value>,
	isGone: (value: Value, key: string) => boolean,
): IndexedMap<Value> {
	let kept = map;
	for (const [key, value] of map) if (isGone(value, key)) kept = kept.without(key);
	return kept;
}

/** Returns a map without the entries at some keys. */
export function withoutKeys<Value>(map: IndexedMap<Value>, keys: Iterable<string>): IndexedMap<Value> {
	let kept = map;
	for (const key of keys) kept = kept.without(key);
	return kept;
}

/**
 * Returns a map with every value as `change` returns it, or with those at some keys; the same map where all stay as they
 * are.
 */
export function mapValues<Value>(
	map: IndexedMap<Value>,
	change: (value: Value, key: string) => Value,
	keys: Iterable<string> = map.keys(),
): IndexedMap<Value> {
	let changed = map;
	for (const key of keys) {
		const value = map.get(key);
		if (value === undefined) continue;
		const next = change(value, key);
		if (next !== value) changed = changed.with(key, next);
	}
	return changed;
}

export function withTable(schema: IndexedSchema, key: string, table: Table): IndexedSchema {
	return { ...schema, tables: schema.tables.with(key, table) };
}
