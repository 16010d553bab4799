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
	if (!sameDefault(comparison, expected.default, actual.default)) {
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

/** A default that computes something reads differently once PostgreSQL has written it anew: then only a constant is judged. */
function sameDefault(comparison: Comparison, expected: string | undefined, actual: string | undefined): boolean {
	const { dialect, sameDeparser } = comparison;
	const one = normalizeDefault(expected, dialect);
	const other = normalizeDefault(actual, dialect);
	if (one === other) return true;
	if (one === undefined || other === undefined || sameDeparser) return false;
	return !(isConstant(one) && isConstant(other));
}

function isConstant(normalized: string): boolean {
	return /^(?:'(?:[^']|'')*'|(?:- )?[\d.]+(?:e[+-]?\d+)?|true|false)$/.test(normalized);
}
