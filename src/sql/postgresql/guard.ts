import type { Guard } from '../schema-change.ts';
import type { StatementSource } from './statement-source.ts';

/** Makes the guard of a statement whose missing words would go before the token at `index`. */
export function guardBefore(
	source: StatementSource,
	index: number,
	words: 'IF NOT EXISTS' | 'IF EXISTS' | 'OR REPLACE',
	present: boolean | undefined,
): Guard {
	if (present === true) return { present };
	const insertAt = source.tokens[index]?.start;
	return insertAt === undefined ? NO_GUARD : { present: false, insertAt, words };
}

/** Of a statement for which PostgreSQL has no such words. */
export const NO_GUARD: Guard = { present: false };
