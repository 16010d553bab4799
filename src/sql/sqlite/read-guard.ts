import type { Guard } from '../schema-change.ts';
import type { StatementSource } from './statement-source.ts';

/**
 * Returns the guard of a CREATE or DROP: `object` is the keyword that names the kind of object, behind which
 * IF [NOT] EXISTS stands or may stand.
 */
export function readGuard(
	source: StatementSource,
	object: 'TABLE' | 'INDEX' | 'VIEW' | 'TRIGGER',
	words: 'IF NOT EXISTS' | 'IF EXISTS',
	present: boolean,
): Guard {
	if (present) return { present };
	// The keyword is the second, third or fourth token: CREATE UNIQUE INDEX, CREATE TEMP TABLE, CREATE VIRTUAL TABLE.
	const at = [1, 2].find((index) => source.isKeyword(index, object));
	return at === undefined ? { present } : { present, insertAt: source.startOf(at + 1), words };
}

/** SQLite has no guard in ALTER TABLE, as of 3.54. https://www.sqlite.org/lang_altertable.html */
export const NO_GUARD: Guard = { present: false };
