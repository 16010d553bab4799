import type { NamedRange, ObjectName } from '../object-name.ts';
import type { TextRange } from '../text-range.ts';
import { ByteOffsets } from './byte-offsets.ts';
import { foldIdentifier } from './fold-identifier.ts';
import { NotFollowed } from './not-followed.ts';
import { Scanner, type TokenKind } from './scanner.ts';

/** A token of a statement, in UTF-16 code units. */
export interface Token extends TextRange {
	readonly kind: TokenKind;
	/** As written; words and nothing else in lower case. */
	readonly text: string;
}

/**
 * The text of one statement beside its parse tree. The tree says what a statement means and, in UTF-8 bytes, where some
 * of its nodes begin; where they end, and where names stand that have no location, its tokens tell.
 *
 * Tokens are given by their index. Methods throw `NotFollowed` where the tokens are not what the grammar lets expect.
 */
export class StatementSource {
	readonly text: string;
	readonly #bytes: ByteOffsets;
	#tokens: readonly Token[] | undefined;
	#closings: ReadonlyMap<number, number> | undefined;

	constructor(text: string) {
		this.text = text;
		this.#bytes = new ByteOffsets(text);
	}

	get tokens(): readonly Token[] {
		this.#tokens ??= readTokens(this.text);
		return this.#tokens;
	}

	get range(): TextRange {
		return { start: 0, end: this.text.length };
	}

	/** Returns the UTF-16 offset of a location of the tree. */
	offsetOf(location: number | undefined): number {
		return this.#bytes.toUtf16(location ?? 0);
	}

	/** Returns the index of the token that begins at a location of the tree, or of the first one behind it. */
	indexOf(location: number | undefined): number {
		const offset = this.offsetOf(location);
		let low = 0;
		let high = this.tokens.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.tokens[middle]?.start ?? 0) < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Tells whether the tokens from `index` on are these words or marks, given in lower case. */
	is(index: number, ...words: readonly string[]): boolean {
		return words.every((word, i) => this.tokens[index + i]?.text === word);
	}

	/** Returns the index of the first token in `[from, to)` that is this word or mark outside of brackets, or -1. */
	find(word: string, from: number, to = this.tokens.length): number {
		for (let index = from; index < to; index = this.behind(index)) {
			if (this.tokens[index]?.text === word) return index;
		}
		return -1;
	}

	/** Returns the index behind a token; behind the closing bracket, if it is an opening one. */
	behind(index: number): number {
		return (this.#closingOf(index) ?? index) + 1;
	}

	/** Returns the index of the bracket that closes the one at `index`. */
	closing(index: number): number {
		const closing = this.#closingOf(index);
		if (closing === undefined) throw new NotFollowed('a bracket');
		return closing;
	}

	/** Splits the tokens in `[from, to)` at the commas outside of brackets. */
	list(from: number, to: number): readonly TokenSpan[] {
		const spans: TokenSpan[] = [];
		let start = from;
		for (let index = from; index < to; index = this.behind(index)) {
			if (this.tokens[index]?.text !== ',') continue;
			spans.push({ from: start, to: index });
			start = index + 1;
		}
		if (start < to) spans.push({ from: start, to });
		return spans;
	}

	/** Returns where the tokens in `[from, to)` stand; an empty range before `from` where there are none. */
	rangeOf(from: number, to: number): TextRange {
		const start = this.tokens[from]?.start ?? this.text.length;
		return { start, end: to > from ? (this.tokens[to - 1]?.end ?? start) : start };
	}

	/** Returns the text of the tokens in `[from, to)` without comments, and with white space folded. */
	textOf(from: number, to: number): string {
		let folded = '';
		for (let index = from; index < to; index++) {
			const token = this.tokens[index];
			if (token === undefined) break;
			if (index > from && token.start > (this.tokens[index - 1]?.end ?? 0)) folded += ' ';
			folded += this.text.slice(token.start, token.end);
		}
		return folded;
	}

	/** Reads a name of one part. */
	name(index: number): NamedRange {
		const token = this.tokens[index];
		if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) throw new NotFollowed('a name');
		const written = this.text.slice(token.start, token.end);
		return { name: foldIdentifier(written), range: { start: token.start, end: token.end } };
	}

	/** Reads a name of up to three parts. */
	objectName(index: number): ObjectName {
		return this.objectNameWithEnd(index).object;
	}

	/** Reads a name of up to three parts, and returns the index behind it too. */
	objectNameWithEnd(index: number): { readonly object: ObjectName; readonly next: number } {
		const first = this.name(index);
		let last = first;
		let schema: string | undefined;
		let next = index + 1;
		while (this.is(next, '.')) {
			schema = last.name;
			last = this.name(next + 1);
			next += 2;
		}
		const range = { start: first.range.start, end: last.range.end };
		return { object: { name: last.name, ...(schema !== undefined && { schema }), range }, next };
	}

	/** Reads the names in the brackets that open at `index`. */
	namesInBrackets(index: number): readonly NamedRange[] {
		return this.list(index + 1, this.closing(index)).map(({ from }) => this.name(from));
	}

	#closingOf(index: number): number | undefined {
		this.#closings ??= matchBrackets(this.tokens);
		return this.#closings.get(index);
	}
}

/** Tokens by their indexes, half open. */
export interface TokenSpan {
	readonly from: number;
	readonly to: number;
}

function readTokens(text: string): readonly Token[] {
	const scanner = new Scanner(text);
	const tokens: Token[] = [];
	while (scanner.next()) {
		const { kind, start, end, written } = scanner;
		tokens.push({ kind, start, end, text: kind === 'word' ? written.toLowerCase() : written });
	}
	return tokens;
}

function matchBrackets(tokens: readonly Token[]): ReadonlyMap<number, number> {
	const closings = new Map<number, number>();
	const open: number[] = [];
	for (const [index, { text }] of tokens.entries()) {
		if (text === '(' || text === '[') open.push(index);
		else if (text === ')' || text === ']') {
			const opening = open.pop();
			if (opening !== undefined) closings.set(opening, index);
		}
	}
	return closings;
}
