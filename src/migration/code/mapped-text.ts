import type { TextRange } from '../../sql/text-range.ts';

/** A string literal of the document, as far as an edit inside it must know it. */
export interface Literal {
	/** Returns `replacement` as it is written in this literal, or undefined where the literal cannot hold it. */
	escape(replacement: string): string | undefined;
}

/** A run of text and where it is written. */
export interface Piece {
	readonly text: string;
	readonly host: TextRange;
	/**
	 * `verbatim`: written as it is, character by character. `escape`: written as an escape. `filled`: known, but written
	 * elsewhere (a constant) or bound while running (a parameter). `hole`: known at run time only.
	 */
	readonly kind: 'verbatim' | 'escape' | 'filled' | 'hole';
	/** Absent on what is not part of a literal. */
	readonly literal?: Literal;
}

/** A text put together from the document; never without a piece. */
export type MappedText = readonly [Piece, ...Piece[]];

/** Returns pieces as a text, or undefined where there is none. */
export function asText(pieces: readonly Piece[]): MappedText | undefined {
	const [first, ...rest] = pieces;
	return first === undefined ? undefined : [first, ...rest];
}

/** Returns what a text says, holes filled with a placeholder that reads as part of a name. */
export function plainText(text: MappedText): string {
	return text.map((piece) => piece.text).join('');
}

/** A stretch that only running knows. It is filled with as many `x` as are written there, so that most grammars read on. */
export function hole(host: TextRange, literal?: Literal): Piece {
	const text = 'x'.repeat(Math.max(1, host.end - host.start));
	return { text, host, kind: 'hole', ...(literal && { literal }) };
}

/** True where nothing of the text is known. */
export function isAllHole(text: MappedText): boolean {
	return text.every(({ kind, text: written }) => kind === 'hole' || written.trim() === '');
}

/**
 * Returns the text with each match of `pattern` in what is written verbatim replaced by what `make` says of it.
 * `escapeFurther` changes how later edits of the literals are written, where the text goes through another reader first.
 */
export function replaceVerbatim(
	text: MappedText,
	pattern: RegExp,
	make: (match: string, host: TextRange, literal: Literal | undefined) => Piece,
	escapeFurther: (replacement: string) => string,
): MappedText {
	const literals = new Map<Literal, Literal>();
	const wrapped = (literal: Literal | undefined): Literal | undefined => {
		if (literal === undefined) return undefined;
		const known = literals.get(literal) ?? { escape: (replacement) => literal.escape(escapeFurther(replacement)) };
		literals.set(literal, known);
		return known;
	};
	const pieces = text.flatMap((piece) => {
		const literal = wrapped(piece.literal);
		const same = literal === undefined ? piece : { ...piece, literal };
		if (piece.kind !== 'verbatim') return [same];
		return splitPiece(same, pattern, (match, host) => make(match, host, literal));
	});
	return asText(pieces) ?? text;
}

/** Cuts a verbatim piece at each match. What `make` leaves undefined stays verbatim. */
export function splitPiece(
	piece: Piece,
	pattern: RegExp,
	make: (match: string, host: TextRange) => Piece | undefined,
): readonly Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	const verbatim = (from: number, to: number): Piece => ({
		...piece,
		text: piece.text.slice(from, to),
		host: { start: piece.host.start + from, end: piece.host.start + to },
	});
	for (const match of piece.text.matchAll(pattern)) {
		const start = piece.host.start + match.index;
		const made = make(match[0], { start, end: start + match[0].length });
		if (made === undefined) continue;
		if (match.index > at) pieces.push(verbatim(at, match.index));
		pieces.push(made);
		at = match.index + match[0].length;
	}
	if (at < piece.text.length || pieces.length === 0) pieces.push(verbatim(at, piece.text.length));
	return pieces;
}
