import type { Dialect } from '../sql/dialect.ts';
import type { SchemaChange } from '../sql/schema-change.ts';
import { addColumn, alterColumn, renameColumn } from './change/alter-columns.ts';
import type { ChangeContext, Outcome } from './change/change-context.ts';
import { addConstraint, alterConstraint, dropConstraint } from './change/constraints.ts';
import { createIndex } from './change/create-index.ts';
import { createTable } from './change/create-table.ts';
import { drop } from './change/drop.ts';
import { dropColumn } from './change/drop-column.ts';
import { alterObject, createObject } from './change/objects.ts';
import { renameObject, renameTable } from './change/rename.ts';
import { unknownChange } from './change/unknown.ts';
import { tableKey } from './find-table.ts';
import { type IndexedSchema, indexedSchema } from './indexed-schema.ts';
import type { Origin, Schema } from './schema.ts';

/**
 * Returns the schema after a change, as the database would leave it: a guarded CREATE of what exists changes nothing,
 * and a change that the database refuses leaves the schema as it was (the same value).
 */
export function applyChange(
	schema: Schema,
	change: SchemaChange,
	origin: Origin | undefined,
	dialect: Pick<Dialect, 'name'>,
): Schema {
	return tryChange(schema, change, { origin, dialect: dialect.name }) ?? schema;
}

/** Returns the schema after a change (the same value where it changes nothing), or undefined where the database refuses it. */
export function tryChange(schema: Schema, change: SchemaChange, context: ChangeContext): Schema | undefined {
	const before = indexedSchema(schema);
	const after = changed(before, change, context);
	return after === before ? schema : after;
}

function changed(schema: IndexedSchema, change: SchemaChange, context: ChangeContext): Outcome {
	if (change.ifTableExists === true && 'table' in change && change.table !== undefined) {
		if (!schema.tables.has(tableKey(schema, change.table))) return schema;
	}
	switch (change.type) {
		case 'create table':
			return createTable(schema, change, context);
		case 'rename table':
			return renameTable(schema, change, context);
		case 'add column':
			return addColumn(schema, change, context);
		case 'drop column':
			return dropColumn(schema, change, context);
		case 'rename column':
			return renameColumn(schema, change, context);
		case 'alter column':
			return alterColumn(schema, change, context);
		case 'add constraint':
			return addConstraint(schema, change, context);
		case 'drop constraint':
			return dropConstraint(schema, change, context);
		case 'alter constraint':
			return alterConstraint(schema, change);
		case 'create index':
			return createIndex(schema, change, context);
		case 'create object':
			return createObject(schema, change, context);
		case 'drop':
			return drop(schema, change, context);
		case 'rename object':
			return renameObject(schema, change, context);
		case 'alter object':
			return alterObject(schema, change, context);
		case 'unknown':
			return unknownChange(schema, change, context);
	}
}
