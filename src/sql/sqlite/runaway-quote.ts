import type { SqlSyntaxError } from '../statement.ts';
import type { TextRange } from '../text-range.ts';
import { tokenize } from './parser.ts';
import { ID, STRING } from './tokens.ts';

/** Where a statement ends whose quotation mark found its partner only in a later one. */
export interface RunawayQuote {
	readonly range: TextRange;
	/** Behind the semicolon in the quotation. */
	readonly end: number;
	readonly problem: SqlSyntaxError;
}

/**
 * While a string is being typed, its opening mark pairs with that of the next string, statements further on. Where a
 * statement of `text` does not parse at a quotation or right behind it, and a line of the quotation ends with a semicolon,
 * that semicolon is taken for the statement's end. Returns undefined where it is not so.
 */
export function runawayQuote(text: string, statement: TextRange, error: TextRange): RunawayQuote | undefined {
	let previous: TextRange | undefined;
	for (const token of tokenize(text.slice(statement.start, statement.end))) {
		const start = statement.start + token.span.offset;
		const range = { start, end: start + token.span.length };
		const isQuoted = (token.type === STRING || token.type === ID) && QUOTE.test(token.text);
		if (range.start >= error.start)
			return endOf(text, statement, previous) ?? (isQuoted ? endOf(text, statement, range) : undefined);
		previous = isQuoted ? range : undefined;
	}
	return undefined;
}

const QUOTE = /^['"`[]/;

function endOf(text: string, statement: TextRange, quotation: TextRange | undefined): RunawayQuote | undefined {
	if (quotation === undefined) return undefined;
	const line = /;[ \t]*\r?\n/.exec(text.slice(quotation.start, quotation.end));
	if (line === null) return undefined;
	const semicolon = quotation.start + line.index;
	const mark = { start: quotation.start, end: quotation.start + 1 };
	const message = `unrecognized token: no ${text.charAt(mark.start)} closes this ${text.charAt(mark.start)}`;
	return {
		range: { start: statement.start, end: semicolon },
		end: semicolon + 1,
		problem: { message, range: mark },
	};
}
