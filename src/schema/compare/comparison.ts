import type { DialectName } from '../../sql/dialect.ts';
import type { Difference, DifferenceSubject } from '../difference.ts';
import { normalizeExpression } from '../normalize-expression.ts';
import type { Origin, Schema } from '../schema.ts';

/** Two schemas that are being compared, and how. */
export interface Comparison {
	readonly expected: Schema;
	readonly actual: Schema;
	readonly dialect: DialectName;
	/** False where only one of both comes from a database that writes expressions anew, so that texts differ anyway. */
	readonly sameDeparser: boolean;
}

/** A property of a thing on both sides; undefined means that it has none. */
export interface ComparedProperty {
	readonly property: string;
	readonly expected: string | undefined;
	readonly actual: string | undefined;
}

/** Returns a difference for each property whose two values are not the same. */
export function changedProperties(
	subject: DifferenceSubject,
	properties: readonly ComparedProperty[],
	origin: Origin | undefined,
): readonly Difference[] {
	return properties
		.filter(({ expected, actual }) => expected !== actual)
		.map(({ property, expected, actual }) => ({
			subject,
			type: 'changed',
			property,
			...(expected !== undefined && { expected }),
			...(actual !== undefined && { actual }),
			...(origin && { origin }),
		}));
}

export function missing(subject: DifferenceSubject, origin: Origin | undefined): Difference {
	return { subject, type: 'missing', ...(origin && { origin }) };
}

/** True where two expressions are the same, or where their texts do not allow to tell. */
export function sameExpression(
	comparison: Comparison,
	expected: string | undefined,
	actual: string | undefined,
): boolean {
	if (expected === undefined || actual === undefined) return expected === actual;
	const { dialect, sameDeparser } = comparison;
	return !sameDeparser || normalizeExpression(expected, dialect) === normalizeExpression(actual, dialect);
}

export function yesOrNo(value: boolean): string {
	return value ? 'yes' : 'no';
}
