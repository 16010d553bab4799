import type { SqlSyntaxError } from '../statement.ts';
import type { TextRange } from '../text-range.ts';
import { Scanner } from './scanner.ts';

/** The longest message that is shown in full: behind "at or near" the parser repeats a whole string. */
const LONGEST_MESSAGE = 100;

/** Makes an error of what the parser says, with the range of the token that it stumbled over. */
export function toSyntaxError(message: string, codePoint: number, text: string): SqlSyntaxError {
	return { message: shorten(message), range: tokenAround(text, offsetOfCodePoint(text, codePoint)) };
}

/** Returns the range of the last token of a text. */
export function lastToken(text: string): TextRange {
	return tokenAround(text, text.length);
}

/** Returns the range of a token as far as it goes in its first line; at the end of the text that of the last one. */
function tokenAround(text: string, offset: number): TextRange {
	const scanner = new Scanner(text);
	let range: TextRange = { start: 0, end: text.length };
	while (scanner.next()) {
		range = { start: scanner.start, end: scanner.end };
		if (offset < scanner.end) break;
	}
	const start = offset > range.start && offset < range.end && !isOneLine(text, range) ? offset : range.start;
	const lineEnd = text.slice(start, range.end).search(/[\r\n]/);
	return { start, end: lineEnd <= 0 ? range.end : start + lineEnd };
}

function isOneLine(text: string, { start, end }: TextRange): boolean {
	return !/[\r\n]/.test(text.slice(start, end));
}

function offsetOfCodePoint(text: string, codePoint: number): number {
	let offset = 0;
	for (let count = 0; count < codePoint && offset < text.length; count++) {
		offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
	}
	return offset;
}

function shorten(message: string): string {
	const [firstLine = ''] = message.split(/[\r\n]/, 1);
	if (firstLine.length === message.length && message.length <= LONGEST_MESSAGE) return message;
	return `${firstLine.slice(0, LONGEST_MESSAGE)}…`;
}
