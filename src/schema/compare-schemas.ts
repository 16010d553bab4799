import type { DialectName } from '../sql/dialect.ts';
import { compareColumns } from './compare/columns.ts';
import { type Comparison, changedProperties, missing } from './compare/comparison.ts';
import { compareConstraints } from './compare/constraints.ts';
import { compareIndexes } from './compare/indexes.ts';
import { compareObjects } from './compare/objects.ts';
import type { Difference } from './difference.ts';
import { isTemporaryKey } from './object-key.ts';
import type { Schema, Table } from './schema.ts';

export interface CompareOptions {
	/**
	 * True where both schemas were read from databases of one major version, which wrote every expression in the same way.
	 * By default true for SQLite, which keeps texts as they were, and false for PostgreSQL: then texts of views, functions
	 * and conditions are not compared, since they differ even where they mean the same.
	 */
	readonly sameDeparser?: boolean;
}

/**
 * Returns how a live schema departs from the expected one, in the order of the expected tables: as the database compares
 * names, types and defaults, whatever the order of things. What either side is not certain of is never a difference.
 */
export function compareSchemas(
	expected: Schema,
	actual: Schema,
	dialect: DialectName,
	options: CompareOptions = {},
): readonly Difference[] {
	const sameDeparser = options.sameDeparser ?? dialect === 'sqlite';
	const comparison: Comparison = { expected, actual, dialect, sameDeparser };
	const isJudged = (key: string) => isSure(expected, key) && isSure(actual, key) && !isTemporaryKey(key);
	return [
		...compareTables(comparison),
		...compareIndexes(comparison, (key) => isJudged(key) && (!expected.uncertain || expected.tables.has(key))),
		...compareObjects(comparison, isJudged),
	];
}

/** Things on a table are compared where the table, or the view, is there and known. */
function isSure(schema: Schema, key: string): boolean {
	const table = schema.tables.get(key);
	if (table !== undefined) return !table.uncertain;
	return schema.objects.has(`view ${key}`) || schema.objects.has(`materialized view ${key}`);
}

function compareTables(comparison: Comparison): readonly Difference[] {
	const { expected, actual, sameDeparser } = comparison;
	const differences: Difference[] = [];
	for (const [key, table] of expected.tables) {
		if (isTemporaryKey(key)) continue;
		const there = actual.tables.get(key);
		if (there === undefined) {
			if (table.mayBeAbsent !== true && !actual.uncertain) {
				differences.push(missing({ kind: 'table', table: key }, table.origin));
			}
		} else if (!table.uncertain && !there.uncertain) {
			differences.push(...compareColumns(comparison, key, table, there));
			differences.push(...compareConstraints(comparison, key, table, there));
			if (sameDeparser) differences.push(...compareOptions(key, table, there));
		}
	}
	if (expected.uncertain) return differences;
	for (const [key, table] of actual.tables) {
		if (expected.tables.has(key) || isTemporaryKey(key) || isShadowTable(key, expected) || table.mayBeAbsent === true)
			continue;
		differences.push({ subject: { kind: 'table', table: key }, type: 'unexpected' });
	}
	return differences;
}

/** STRICT, WITHOUT ROWID and AUTOINCREMENT are part of an SQLite table's shape, UNLOGGED and PARTITION BY of PostgreSQL's. */
function compareOptions(key: string, expected: Table, actual: Table): readonly Difference[] {
	const list = ({ options }: Table) => options.toSorted().join(', ');
	const properties = [{ property: 'options', expected: list(expected), actual: list(actual) }];
	return changedProperties({ kind: 'table', table: key }, properties, expected.origin);
}

/** The module of a virtual table keeps its rows in tables of its own: `notes_fts_data`. */
function isShadowTable(key: string, schema: Schema): boolean {
	for (let at = key.lastIndexOf('_'); at > 0; at = key.lastIndexOf('_', at - 1)) {
		if (schema.tables.get(key.slice(0, at))?.options.includes('VIRTUAL') === true) return true;
	}
	return false;
}
