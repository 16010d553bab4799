import type { Statement } from './statement.ts';

/** A statement that was read alone: its ranges count from its own first character. */
export type RelativeStatement = Omit<Statement, 'end'>;

/**
 * Returns a statement that was read alone as it stands in a text, `by` UTF-16 code units further on. `end` is already an
 * offset into that text.
 */
export function shiftStatement(statement: RelativeStatement, by: number, end: number): Statement {
	return { ...(by === 0 ? statement : shifted(statement, by)), end };
}

/**
 * Every offset in a statement is the `start` or `end` of a range or the `insertAt` of a guard, so one walk over plain
 * values moves them all, whatever kinds of schema change there will be.
 */
function shifted<T>(value: T, by: number): T {
	if (Array.isArray(value)) return (value.length === 0 ? value : value.map((item) => shifted(item, by))) as T;
	if (typeof value !== 'object' || value === null) return value;
	const moved: Record<string, unknown> = {};
	for (const [key, inner] of Object.entries(value)) {
		const isOffset = typeof inner === 'number' && (key === 'start' || key === 'end' || key === 'insertAt');
		moved[key] = isOffset ? inner + by : shifted(inner, by);
	}
	return moved as T;
}
