import type { TextRange } from '../sql/text-range.ts';

/**
 * SQL as it stands in a document: a section of a `.sql` file, or the value of a string in code. `toHost` gives the
 * document's range for a range of `text`, through escapes and concatenation; `toHostText` escapes a replacement for
 * the place where it goes.
 */
export interface SqlFragment {
	readonly text: string;
	/** The range in the host document that the fragment was read from, quotes not included. */
	readonly hostRange: TextRange;
	/** Spans of `text` that stand for what is only known at run time (`${…}`, `{…}`, `%s`): no finding may touch them. */
	readonly holes: readonly TextRange[];
	/**
	 * True where the code decides at run time whether this runs: in an `if`, a `try` that goes on after an error, a loop that
	 * may not turn, or behind a return. It may be guarded by that, so it is never said to fail.
	 */
	readonly conditional: boolean;
	/** True where the code binds values to its parameters (`?`, `$1`, `:name`), so that the text alone would not run. */
	readonly bound: boolean;
	toHost(range: TextRange): TextRange;
	/**
	 * True where an edit may put `replacement` in place of `range`: it lies in one literal, outside holes, and the literal
	 * can hold it (a raw string, for one, cannot hold its own quote). A fix asks this first.
	 */
	canReplace(range: TextRange, replacement: string): boolean;
	/** Escapes `replacement` for the literal that holds the offset `at` of `text` (default: the first). */
	toHostText(replacement: string, at?: number): string;
}
