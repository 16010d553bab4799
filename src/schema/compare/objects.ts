import type { Difference } from '../difference.ts';
import { normalizeDefinition } from '../normalize-expression.ts';
import { isTemporaryKey } from '../object-key.ts';
import type { Schema, SchemaObject } from '../schema.ts';
import { type Comparison, changedProperties, missing } from './comparison.ts';

/** Returns how views, triggers, functions, types, … differ. Those on tables that are not judged are left out. */
export function compareObjects(comparison: Comparison, isJudged: (table: string) => boolean): readonly Difference[] {
	const { expected, actual } = comparison;
	const differences: Difference[] = [];
	for (const [key, object] of expected.objects) {
		if (!isCompared(expected, key, object, isJudged)) continue;
		const subject = { kind: 'object', object: nameInKey(key, object), objectKind: object.kind } as const;
		const there = actual.objects.get(key);
		if (there === undefined) {
			if (!expected.uncertain && !actual.uncertain) differences.push(missing(subject, object.origin));
		} else if (!sameDefinition(comparison, object, there)) {
			const properties = [{ property: 'definition', expected: object.definition, actual: there.definition }];
			differences.push(...changedProperties(subject, properties, object.origin));
		}
	}
	for (const [key, object] of actual.objects) {
		if (expected.objects.has(key) || expected.uncertain || !isCompared(actual, key, object, isJudged)) continue;
		differences.push({
			subject: { kind: 'object', object: nameInKey(key, object), objectKind: object.kind },
			type: 'unexpected',
		});
	}
	return differences;
}

/** `app.totals` of `view app.totals`, `touch on notes` of `trigger touch on notes`. */
function nameInKey(key: string, { kind }: SchemaObject): string {
	return key.slice(kind.length + 1);
}

function isCompared(schema: Schema, key: string, object: SchemaObject, isJudged: (table: string) => boolean): boolean {
	if (isTemporaryKey(nameInKey(key, object))) return false;
	// The sequence of a column comes and goes with it.
	if (object.kind === 'sequence') return object.table === undefined && !isUsedByColumn(schema, object.name);
	// What another statement made along the way is not always told by name; a schema is there or its tables are missing.
	if (object.kind === 'other') return false;
	return object.table === undefined || isJudged(object.table);
}

function isUsedByColumn(schema: Schema, sequence: string): boolean {
	for (const { columns } of schema.tables.values()) {
		if (columns.some((column) => column.default?.includes(`'${sequence}'`) === true)) return true;
	}
	return false;
}

/** Of what PostgreSQL writes anew only texts of the same origin are compared. */
function sameDefinition({ dialect, sameDeparser }: Comparison, expected: SchemaObject, actual: SchemaObject): boolean {
	if (expected.definition === '' || actual.definition === '' || !sameDeparser) return true;
	return normalizeDefinition(expected.definition, dialect) === normalizeDefinition(actual.definition, dialect);
}
