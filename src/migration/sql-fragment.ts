import type { TextRange } from '../sql/text-range.ts';

/**
 * SQL as it stands in a document: a whole `.sql` script, or the value of a string literal in code. `toHost` gives the
 * document's range for a range of `text`, through escapes and concatenation; `toHostText` escapes a replacement for
 * the place where it goes.
 */
export interface SqlFragment {
	readonly text: string;
	/** The range in the host document that the fragment was read from, quotes not included. */
	readonly hostRange: TextRange;
	/** Spans of `text` that stand for what is only known at run time (`${…}`, `{…}`, `%s`): no finding may touch them. */
	readonly holes: readonly TextRange[];
	toHost(range: TextRange): TextRange;
	toHostText(replacement: string): string;
}
