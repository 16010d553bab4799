import type { TextRange } from '../../sql/text-range.ts';
import { type Literal, type Piece, splitPiece } from './mapped-text.ts';

/**
 * Returns the content of a literal in pieces. `decode` says what an escape stands for, or undefined where it stands for
 * itself, letter by letter. An empty content is one empty piece.
 */
export function readEscapes(
	source: string,
	host: TextRange,
	literal: Literal,
	escapes: RegExp,
	decode: (sequence: string) => string | undefined,
): readonly Piece[] {
	const piece: Piece = { text: source.slice(host.start, host.end), host, kind: 'verbatim', literal };
	return splitPiece(piece, escapes, (sequence, range) => {
		const text = decode(sequence);
		return text === undefined ? undefined : { text, host: range, kind: 'escape', literal };
	});
}

/** Returns the character of a code point, or undefined where Unicode has none. */
export function characterOf(codePoint: number): string | undefined {
	return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}
