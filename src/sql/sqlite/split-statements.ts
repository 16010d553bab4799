import type { Token, TokenIterator } from 'sqlite3-parser';
import type { SqlSyntaxError } from '../statement.ts';
import { tokenize } from './parser.ts';
import { type Piece, PieceReader } from './piece-reader.ts';
import { ALTER, DROP, ILLEGAL } from './tokens.ts';

/**
 * Splits a text that `prepareText` returned into statements, by SQLite's own tokens and in one pass. A semicolon ends a
 * statement, in the body of a trigger only the one behind its END does. Where the semicolon or the END is still missing,
 * keywords that can only begin a statement do; a quotation mark without its partner is one broken token and no more.
 */
export class StatementSplitter {
	readonly #text: string;
	#tokens: TokenIterator;
	/** What the offsets of `#tokens` count from. */
	#base = 0;
	/** Tokens that were read and not taken yet: two at most. */
	#ahead: Token[] = [];
	/** No `]` follows from here on, so each `[` is a broken token: the tokenizer would search all the rest for its end. */
	#bracketsBrokenFrom = Number.POSITIVE_INFINITY;

	constructor(text: string) {
		this.#text = text;
		this.#tokens = tokenize(text);
	}

	/** Returns the next piece, or undefined at the end of the text. Empty statements are passed over. */
	next(): Piece | undefined {
		const piece = new PieceReader();
		for (let token = this.#take(); token !== undefined; token = this.#take()) {
			const start = this.#base + token.span.offset;
			const problem = token.type === ILLEGAL ? this.#brokenToken(token, start) : undefined;
			const range = problem?.range ?? { start, end: start + token.span.length };
			const next = token.type === ALTER || token.type === DROP ? this.#peek()?.type : undefined;
			const verdict = piece.take({ type: token.type, range, text: token.text, next });
			if (verdict === 'ends' && !piece.isEmpty) return piece.finish(range.end);
			if (verdict === 'is over') {
				this.#ahead.unshift(token);
				return piece.finish(start);
			}
			if (problem !== undefined) piece.note(problem);
		}
		return piece.isEmpty ? undefined : piece.finish(this.#text.length);
	}

	/** Reads on from `offset`, whatever was read behind it. */
	restartAt(offset: number): void {
		const rest = this.#text.slice(offset);
		this.#tokens = tokenize(offset >= this.#bracketsBrokenFrom ? rest.replaceAll('[', '\u0001') : rest);
		this.#base = offset;
		this.#ahead = [];
	}

	#take(): Token | undefined {
		return this.#ahead.shift() ?? this.#read();
	}

	#peek(): Token | undefined {
		const [known] = this.#ahead;
		if (known !== undefined) return known;
		const token = this.#read();
		if (token !== undefined) this.#ahead.push(token);
		return token;
	}

	#read(): Token | undefined {
		const { value, done } = this.#tokens.next();
		return done === true ? undefined : value;
	}

	/** A quotation mark without its partner would take all the rest: reading goes on behind the mark. */
	#brokenToken(token: Token, start: number): SqlSyntaxError {
		const written = this.#text.slice(start, start + token.text.length);
		const opening = OPENING_QUOTE.exec(written)?.[0];
		const closing = opening === '[' ? ']' : opening?.at(-1);
		if (opening === undefined || (opening.length === 2 && written.length > 2 && written.endsWith("'"))) {
			const shown = written.length > SHOWN_LENGTH ? `${written.slice(0, SHOWN_LENGTH)}…` : written;
			const range = { start, end: start + written.length };
			return { message: `unrecognized token: ${JSON.stringify(shown)}`, range };
		}
		const range = { start, end: start + opening.length };
		if (opening === '[') this.#bracketsBrokenFrom = Math.min(this.#bracketsBrokenFrom, range.end);
		if (written.length > opening.length) this.restartAt(range.end);
		return { message: `unrecognized token: no ${closing} closes this ${opening}`, range };
	}
}

/** The longest broken token that a message shows in full, in characters. */
const SHOWN_LENGTH = 40;

/** How a quoted token begins; one of `x'` may also be broken by what is between its marks. */
const OPENING_QUOTE = /^(?:['"`[]|[xX]')/;
