import { shiftRange, type TextRange } from '../sql/text-range.ts';
import type { SqlFragment } from './sql-fragment.ts';

/** Returns the part of an SQL document as a fragment: every offset maps one to one, and any text can stand in it. */
export function verbatimFragment(document: string, hostRange: TextRange): SqlFragment {
	return {
		text: document.slice(hostRange.start, hostRange.end),
		hostRange,
		holes: [],
		conditional: false,
		bound: false,
		toHost: (range) => shiftRange(range, hostRange.start),
		canReplace: () => true,
		toHostText: (replacement) => replacement,
	};
}
