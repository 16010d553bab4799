/** A half-open span of a text, in UTF-16 code units: the unit of JavaScript strings and of editors. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** Returns `range` moved by `by` UTF-16 code units. */
export function shiftRange(range: TextRange, by: number): TextRange {
	return by === 0 ? range : { start: range.start + by, end: range.end + by };
}
