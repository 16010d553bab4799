/** A place in a text as editors count: lines and UTF-16 code units in the line, both from 0. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

/**
 * Turns UTF-16 offsets of one text into lines and characters and back. A line ends with LF, CRLF or a lone CR, as in the
 * Language Server Protocol. Offsets and positions outside the text are taken to its nearest end.
 */
export class LineIndex {
	readonly #length: number;
	/** Where each line begins. */
	readonly #starts: readonly number[];
	/** Where each line ends, its line break not included. */
	readonly #ends: readonly number[];

	constructor(text: string) {
		// A byte order mark is no character of the first line: editors do not show it.
		const starts = [text.startsWith('\uFEFF') ? 1 : 0];
		const ends: number[] = [];
		for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\n|\r/g)) {
			ends.push(index);
			starts.push(index + lineBreak.length);
		}
		ends.push(text.length);
		this.#length = text.length;
		this.#starts = starts;
		this.#ends = ends;
	}

	get lineCount(): number {
		return this.#starts.length;
	}

	positionAt(offset: number): Position {
		const within = Math.min(Math.max(offset, 0), this.#length);
		let low = 0;
		let high = this.#starts.length;
		while (low + 1 < high) {
			const middle = (low + high) >>> 1;
			if ((this.#starts[middle] ?? 0) <= within) low = middle;
			else high = middle;
		}
		return { line: low, character: Math.max(within - (this.#starts[low] ?? 0), 0) };
	}

	/** A character behind the end of its line means that end, before the line break. */
	offsetAt(position: Position): number {
		const start = this.#starts[position.line];
		const end = this.#ends[position.line];
		if (start === undefined || end === undefined) return position.line < 0 ? 0 : this.#length;
		return Math.min(start + Math.max(position.character, 0), end);
	}
}
