import type { Name, QualifiedName, Span, Token } from 'sqlite3-parser';
import type { NamedRange, ObjectName } from '../object-name.ts';
import type { TextRange } from '../text-range.ts';
import { foldName } from './identifiers.ts';

/** The text of one statement with its tokens, from which names, ranges and folded texts are read. */
export class StatementSource {
	readonly text: string;
	readonly tokens: readonly Token[];

	/** `tokens` as the parser emits them: those that it made up itself, of no length, are left out. */
	constructor(text: string, tokens: readonly Token[]) {
		this.text = text;
		this.tokens = tokens.filter((token) => token.synthetic !== true);
	}

	/** The whole statement. */
	get range(): TextRange {
		return { start: 0, end: this.text.length };
	}

	/** Returns the place of the first token that begins at `offset` or behind it: the number of tokens if none does. */
	indexAt(offset: number): number {
		let low = 0;
		let high = this.tokens.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.tokens[middle]?.span.offset ?? 0) < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Returns where the token at a place begins; the end of the statement where there is none. */
	startOf(index: number): number {
		return this.tokens[index]?.span.offset ?? this.text.length;
	}

	/** True where the token at a place is this keyword, given in upper case. */
	isKeyword(index: number, keyword: string): boolean {
		return this.tokens[index]?.text.toUpperCase() === keyword;
	}

	/** Returns the text of a range without comments, and with one space where there was white space of any kind. */
	foldedText(range: TextRange): string {
		const parts: string[] = [];
		let end = range.start;
		for (let index = this.indexAt(range.start); index < this.tokens.length; index++) {
			const token = this.tokens[index];
			if (token === undefined || token.span.offset >= range.end) break;
			if (token.span.offset > end && parts.length > 0) parts.push(' ');
			parts.push(token.text);
			end = token.span.offset + token.span.length;
		}
		return parts.join('');
	}
}

export function rangeOf(span: Span): TextRange {
	return { start: span.offset, end: span.offset + span.length };
}

export function toName(name: Name): NamedRange {
	return { name: foldName(name.text), range: rangeOf(name.span) };
}

/** Returns the name of a table, index, … as written; an alias that the grammar keeps with it is left out. */
export function toObjectName({ dbName, objName }: QualifiedName): ObjectName {
	const name = toName(objName);
	if (dbName === undefined) return name;
	const range = { start: rangeOf(dbName.span).start, end: name.range.end };
	return { name: name.name, range, schema: foldName(dbName.text) };
}
