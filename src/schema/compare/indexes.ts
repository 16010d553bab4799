import type { Difference } from '../difference.ts';
import { normalizeExpression } from '../normalize-expression.ts';
import { isTemporaryKey } from '../object-key.ts';
import type { Index } from '../schema.ts';
import { type ComparedProperty, type Comparison, changedProperties, missing, yesOrNo } from './comparison.ts';

/** Returns how the indexes differ on the tables (and materialized views) that both schemas are sure of. */
export function compareIndexes(comparison: Comparison, isJudged: (table: string) => boolean): readonly Difference[] {
	const { expected, actual } = comparison;
	const differences: Difference[] = [];
	for (const [key, index] of expected.indexes) {
		if (!isJudged(index.table)) continue;
		const subject = { kind: 'index', table: index.table, index: key } as const;
		const there = actual.indexes.get(key);
		if (there === undefined) differences.push(missing(subject, index.origin));
		else differences.push(...changedProperties(subject, indexProperties(comparison, index, there), index.origin));
	}
	for (const [key, index] of actual.indexes) {
		if (expected.indexes.has(key) || !isJudged(index.table) || isTemporaryKey(key)) continue;
		differences.push({ subject: { kind: 'index', table: index.table, index: key }, type: 'unexpected' });
	}
	return differences;
}

function indexProperties(comparison: Comparison, expected: Index, actual: Index): readonly ComparedProperty[] {
	return [
		{ property: 'table', expected: expected.table, actual: actual.table },
		...termProperties(comparison, expected, actual),
		{ property: 'unique', expected: yesOrNo(expected.unique), actual: yesOrNo(actual.unique) },
		{
			property: 'where',
			...texts(comparison, expected.where, actual.where),
		},
		{ property: 'valid', expected: yesOrNo(expected.valid), actual: yesOrNo(actual.valid) },
	];
}

function termProperties(comparison: Comparison, expected: Index, actual: Index): readonly ComparedProperty[] {
	const term = (index: Index, at: number): string => {
		const name = index.columns[at] ?? '';
		const isDescending = expected.descending !== undefined && actual.descending !== undefined && index.descending?.[at];
		return isDescending === true ? `${name} DESC` : name;
	};
	if (expected.columns.length !== actual.columns.length) {
		return [{ property: 'columns', expected: expected.columns.join(', '), actual: actual.columns.join(', ') }];
	}
	const same = expected.columns.every((_, at) => {
		const both = texts(comparison, term(expected, at), term(actual, at));
		return both.expected === both.actual;
	});
	if (same) return [];
	const list = (index: Index) => index.columns.map((_, at) => term(index, at)).join(', ');
	return [{ property: 'columns', expected: list(expected), actual: list(actual) }];
}

/** Expressions compare by their normalised text where both were written alike, and are left alone where not. */
function texts(
	{ dialect, sameDeparser }: Comparison,
	expected: string | undefined,
	actual: string | undefined,
): { expected: string | undefined; actual: string | undefined } {
	if (expected === undefined || actual === undefined) return { expected, actual };
	const one = normalizeExpression(expected, dialect);
	const other = normalizeExpression(actual, dialect);
	const arePlain =
		/^[\p{L}_][\p{L}\p{N}_$]*( DESC)?$/u.test(expected) && /^[\p{L}_][\p{L}\p{N}_$]*( DESC)?$/u.test(actual);
	return one === other || (!sameDeparser && !arePlain) ? { expected, actual: expected } : { expected, actual };
}
