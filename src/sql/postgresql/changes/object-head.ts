import { NotFollowed } from '../not-followed.ts';
import type { StatementSource } from '../statement-source.ts';

/** The beginning of a CREATE, ALTER or DROP, up to the name. */
export interface ObjectHead {
	/** The index of the first token of the name. */
	readonly nameAt: number;
	/** IF [NOT] EXISTS is written. */
	readonly guarded: boolean;
}

/**
 * Finds the name in `CREATE [words] KIND [IF NOT EXISTS] name`. No word between CREATE and the kind is the kind's own
 * first word.
 */
export function createHead(source: StatementSource, kind: string): ObjectHead {
	const words = kind.split(' ');
	const at = source.find(words[0] ?? '', 1);
	if (at === -1 || !source.is(at, ...words)) throw new NotFollowed(kind);
	const behind = at + words.length;
	const guarded = source.is(behind, 'if', 'not', 'exists');
	return { nameAt: guarded ? behind + 3 : behind, guarded };
}

/** Finds the first name in `DROP KIND [CONCURRENTLY] [IF EXISTS] name` or `ALTER KIND [IF EXISTS] name`. */
export function dropHead(source: StatementSource, kind: string): ObjectHead {
	const words = kind.split(' ');
	if (!source.is(1, ...words)) throw new NotFollowed(kind);
	let at = 1 + words.length;
	if (source.is(at, 'concurrently')) at++;
	const guarded = source.is(at, 'if', 'exists');
	return { nameAt: guarded ? at + 2 : at, guarded };
}
