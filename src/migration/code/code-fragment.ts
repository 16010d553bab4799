import type { TextRange } from '../../sql/text-range.ts';
import type { SqlFragment } from '../sql-fragment.ts';
import { type MappedText, type Piece, plainText } from './mapped-text.ts';

/** Returns a text of code as a fragment of SQL, with the map from each of its offsets to the document. */
export function codeFragment(
	pieces: MappedText,
	{ conditional, bound }: Pick<SqlFragment, 'conditional' | 'bound'>,
): SqlFragment {
	const starts: number[] = [];
	let length = 0;
	for (const piece of pieces) {
		starts.push(length);
		length += piece.text.length;
	}
	const pieceAt = (offset: number) => findPiece(pieces, starts, offset);
	return {
		text: plainText(pieces),
		hostRange: pieces.reduce<TextRange>(
			({ start, end }, { host }) => ({ start: Math.min(start, host.start), end: Math.max(end, host.end) }),
			pieces[0].host,
		),
		holes: pieces.flatMap(({ kind, text }, index) => {
			const start = starts[index] ?? 0;
			return kind === 'hole' ? [{ start, end: start + text.length }] : [];
		}),
		conditional,
		bound,
		toHost(range) {
			const first = pieceAt(range.start);
			const start = hostOffset(first, range.start, 'start');
			if (range.end <= range.start) return { start, end: start };
			return { start, end: hostOffset(pieceAt(range.end - 1), range.end - 1, 'end') };
		},
		canReplace: (range, replacement) => canReplace(pieces, starts, range, replacement),
		toHostText: (replacement, at = 0) => pieceAt(at).piece.literal?.escape(replacement) ?? replacement,
	};
}

interface PlacedPiece {
	readonly piece: Piece;
	readonly start: number;
	readonly index: number;
}

/** The piece that holds the character at `offset`; behind the last character the last piece. */
function findPiece(pieces: MappedText, starts: readonly number[], offset: number): PlacedPiece {
	let low = 0;
	let high = pieces.length - 1;
	// The last piece that begins at or before the offset; empty ones at the same place come before it.
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return { piece: pieces[low] ?? pieces[0], start: starts[low] ?? 0, index: low };
}

/** Where the character at `offset` begins or ends in the document. */
function hostOffset({ piece, start }: PlacedPiece, offset: number, side: 'start' | 'end'): number {
	const { kind, host, text } = piece;
	const within = offset - start;
	if (within >= text.length) return host.end;
	if (kind !== 'verbatim') return side === 'start' ? host.start : host.end;
	return host.start + within + (side === 'end' ? 1 : 0);
}

function canReplace(pieces: MappedText, starts: readonly number[], range: TextRange, replacement: string): boolean {
	const first = findPiece(pieces, starts, range.start);
	const last = range.end > range.start ? findPiece(pieces, starts, range.end - 1) : first;
	const { literal } = first.piece;
	if (literal === undefined || literal.escape(replacement) === undefined) return false;
	return pieces
		.slice(first.index, last.index + 1)
		.every((piece) => piece.literal === literal && (piece.kind === 'verbatim' || piece.kind === 'escape'));
}
