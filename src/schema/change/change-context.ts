import type { DialectName } from '../../sql/dialect.ts';
import type { Origin, Schema, Table } from '../schema.ts';

/** What applying a change needs to know beside the schema. */
export interface ChangeContext {
	readonly dialect: DialectName;
	readonly origin: Origin | undefined;
}

/** The schema after a change; undefined where the database refuses the statement. */
export type Outcome = Schema | undefined;

/** What every thing that a change makes carries. */
export function madeBy({ origin }: ChangeContext): { readonly origin?: Origin } {
	return origin === undefined ? {} : { origin };
}

/** Returns a map with one entry more, or another one under the same key. */
export function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): Map<string, Value> {
	return new Map(map).set(key, value);
}

/** Returns a map without the entries that a test finds; the same map where it finds none. */
export function withoutEntries<Value>(
	map: ReadonlyMap<string, Value>,
	isGone: (value: Value, key: string) => boolean,
): ReadonlyMap<string, Value> {
	const kept = new Map<string, Value>();
	for (const [key, value] of map) if (!isGone(value, key)) kept.set(key, value);
	return kept.size === map.size ? map : kept;
}

/** Returns a map with every value as `change` returns it; the same map where all stay as they are. */
export function mapValues<Value>(
	map: ReadonlyMap<string, Value>,
	change: (value: Value, key: string) => Value,
): ReadonlyMap<string, Value> {
	let changed: Map<string, Value> | undefined;
	for (const [key, value] of map) {
		const next = change(value, key);
		if (next !== value) changed = (changed ?? new Map(map)).set(key, next);
	}
	return changed ?? map;
}

export function withTable(schema: Schema, key: string, table: Table): Schema {
	return { ...schema, tables: withEntry(schema.tables, key, table) };
}
