import type { Schema } from '../schema/schema.ts';
import { objectKey } from '../sql/identifier.ts';

/**
 * Returns a schema without some tables and all that stands on them. Names are as people and migrations tables write
 * them: with or without schema, quoted or not; `fold` gives the name that the database keeps for an unquoted one.
 */
export function withoutTables(schema: Schema, names: readonly string[], fold: (name: string) => string): Schema {
	if (names.length === 0) return schema;
	const gone = new Set(names.map((name) => tableKey(name, fold)));
	const stays = ([, thing]: readonly [string, { readonly table?: string }]) =>
		thing.table === undefined || !gone.has(thing.table);
	return {
		...schema,
		tables: new Map([...schema.tables].filter(([key]) => !gone.has(key))),
		indexes: new Map([...schema.indexes].filter(stays)),
		objects: new Map([...schema.objects].filter(stays)),
	};
}

function tableKey(written: string, fold: (name: string) => string): string {
	const parts = [...written.matchAll(/"((?:[^"]|"")*)"|[^."]+/g)].map(([part, quoted]) =>
		quoted === undefined ? fold(part.trim()) : quoted.replaceAll('""', '"'),
	);
	const name = parts.at(-1) ?? written;
	const schema = parts.at(-2);
	return objectKey(schema === undefined ? { name } : { schema, name });
}
