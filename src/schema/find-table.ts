import { objectKey } from '../sql/identifier.ts';
import type { QualifiedName } from './object-key.ts';
import type { Schema, Table } from './schema.ts';

/** Returns the table that a name means, or undefined. A temporary table hides a lasting one of the same name. */
export function findTable(schema: Schema, name: QualifiedName): Table | undefined {
	return schema.tables.get(tableKey(schema, name));
}

/** Returns the key under which the table that a name means is kept, or would be. */
export function tableKey(schema: Schema, name: QualifiedName): string {
	if (name.schema === undefined) {
		for (const temporary of ['temp', 'pg_temp']) {
			const key = objectKey({ schema: temporary, name: name.name });
			if (schema.tables.has(key)) return key;
		}
	}
	return objectKey(name);
}
