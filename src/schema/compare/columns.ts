import type { Difference } from '../difference.ts';
import { normalizeDefault } from '../normalize-expression.ts';
import { normalizeType } from '../normalize-type.ts';
import type { Column, Table } from '../schema.ts';
import {
	type ComparedProperty,
	type Comparison,
	changedProperties,
	missing,
	sameExpression,
	yesOrNo,
} from './comparison.ts';

/** Returns how the columns of a table differ, whatever their order. `key` is the table's `objectKey`. */
export function compareColumns(
	comparison: Comparison,
	key: string,
	expected: Table,
	actual: Table,
): readonly Difference[] {
	const actualByName = new Map(actual.columns.map((column) => [column.name, column]));
	const expectedNames = new Set(expected.columns.map(({ name }) => name));
	const differences: Difference[] = [];
	for (const column of expected.columns) {
		const subject = { kind: 'column', table: key, column: column.name } as const;
		const there = actualByName.get(column.name);
		if (there === undefined) differences.push(missing(subject, column.origin ?? expected.origin));
		else {
			const properties = columnProperties(comparison, column, there);
			differences.push(...changedProperties(subject, properties, column.origin ?? expected.origin));
		}
	}
	for (const { name } of actual.columns) {
		if (expectedNames.has(name)) continue;
		differences.push({ subject: { kind: 'column', table: key, column: name }, type: 'unexpected' });
	}
	return differences;
}

function columnProperties(comparison: Comparison, expected: Column, actual: Column): readonly ComparedProperty[] {
	const { dialect } = comparison;
	const properties: ComparedProperty[] = [
		{
			property: 'type',
			expected: normalizeType(expected.type, dialect),
			actual: normalizeType(actual.type, dialect),
		},
		{ property: 'not null', expected: yesOrNo(expected.notNull), actual: yesOrNo(actual.notNull) },
		{ property: 'generated', expected: expected.generated, actual: actual.generated },
		{
			property: 'collation',
			expected: normalizeCollation(expected.collation),
			actual: normalizeCollation(actual.collation),
		},
	];
	if (!sameDefault(comparison, expected, actual)) {
		properties.push({ property: 'default', expected: expected.default, actual: actual.default });
	}
	if (!sameExpression(comparison, expected.expression, actual.expression)) {
		properties.push({ property: 'expression', expected: expected.expression, actual: actual.expression });
	}
	return properties;
}

/** The collation that a column has anyway is the same as none. */
function normalizeCollation(collation: string | undefined): string | undefined {
	const name = collation?.replaceAll('"', '').replace(/^pg_catalog\./, '');
	return name === 'BINARY' || name === 'default' ? undefined : name;
}

/**
 * PostgreSQL writes a default anew: `'1970-01-01'` as a timestamp with time and zone, a JSON text with other spaces. Where
 * only one side is so written, numbers and strings of columns that keep strings as they are can be judged.
 */
function sameDefault(comparison: Comparison, expected: Column, actual: Column): boolean {
	const { dialect, sameDeparser } = comparison;
	const one = normalizeDefault(expected.default, dialect);
	const other = normalizeDefault(actual.default, dialect);
	if (one === other) return true;
	if (one === undefined || other === undefined || sameDeparser) return false;
	const isText = /^(?:text|citext|name|character( varying)?(\(\d+\))?)$/.test(normalizeType(expected.type, dialect));
	if (isText && isString(one) && isString(other)) return false;
	return !(isNumber(one) && isNumber(other) && Number(one.replace(' ', '')) !== Number(other.replace(' ', '')));
}

function isString(normalized: string): boolean {
	return /^'(?:[^']|'')*'$/.test(normalized);
}

function isNumber(normalized: string): boolean {
	return /^(?:- )?[\d.]+(?:e[+-]?\d+)?$/.test(normalized);
}
