/** How far apart the places are whose bytes are kept, in UTF-16 code units. */
const STRIDE = 256;

/** Turns offsets in UTF-8 bytes, which PostgreSQL's parser counts in, into UTF-16 code units. */
export class ByteOffsets {
	readonly #text: string;
	/** The offset in bytes of each STRIDE-th code unit; absent where every character is one byte. */
	readonly #bytes: readonly number[] | undefined;

	constructor(text: string) {
		this.#text = text;
		this.#bytes = NOT_ASCII.test(text) ? countBytes(text) : undefined;
	}

	/** Returns the UTF-16 offset of a byte offset; the nearest end for one outside the text. */
	toUtf16(byteOffset: number): number {
		const length = this.#text.length;
		if (this.#bytes === undefined) return Math.min(Math.max(byteOffset, 0), length);
		let low = 0;
		let high = this.#bytes.length;
		while (low + 1 < high) {
			const middle = (low + high) >>> 1;
			if ((this.#bytes[middle] ?? 0) <= byteOffset) low = middle;
			else high = middle;
		}
		let bytes = this.#bytes[low] ?? 0;
		let at = low * STRIDE;
		if (isSecondHalf(this.#text.charCodeAt(at))) at--;
		while (bytes < byteOffset && at < length) bytes += bytesOf(this.#text.charCodeAt(at++));
		return at;
	}
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, its control characters too.
const NOT_ASCII = /[^\x00-\x7F]/;

function countBytes(text: string): readonly number[] {
	const kept: number[] = [];
	let bytes = 0;
	for (let at = 0; at < text.length; at++) {
		if (at % STRIDE === 0) kept.push(bytes);
		bytes += bytesOf(text.charCodeAt(at));
	}
	return kept;
}

/**
 * The bytes of one UTF-16 code unit: a surrogate pair has four bytes, counted with its second half, so that no offset
 * falls between the two. Lone surrogates are not to be here (`toWellFormed`).
 */
function bytesOf(code: number): number {
	if (code < 0x80) return 1;
	if (code < 0x800) return 2;
	if (code >= 0xd800 && code <= 0xdbff) return 0;
	return isSecondHalf(code) ? 4 : 3;
}

function isSecondHalf(code: number): boolean {
	return code >= 0xdc00 && code <= 0xdfff;
}
