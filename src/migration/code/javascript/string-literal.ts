import type { TextRange } from '../../../sql/text-range.ts';
import type { Literal, Piece } from '../mapped-text.ts';
import { characterOf, readEscapes } from '../read-escapes.ts';

/** What a literal stands between; a template tagged with `String.raw` has no escapes. */
export interface JavascriptQuotes {
	readonly quote: "'" | '"' | '`';
	readonly raw: boolean;
}

/** https://tc39.es/ecma262/#prod-EscapeSequence */
const escapes = /\\(?:\r\n|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-3]?[0-7]{1,2}|.)/gsu;

const single: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Returns a stretch of a literal's content, without places for values, in pieces. */
export function readContent(
	source: string,
	host: TextRange,
	quotes: JavascriptQuotes,
	literal: Literal,
): readonly Piece[] {
	return readEscapes(source, host, literal, quotes.raw ? /(?!)/g : escapes, decode);
}

function decode(sequence: string): string | undefined {
	const written = sequence.slice(1);
	if (/^[\r\n\u2028\u2029]/.test(written)) return '';
	const digits = /^(?:[ux]\{?(?<hex>[\da-fA-F]+)\}?)$|^(?<octal>[0-7]{1,3})$/.exec(written)?.groups;
	if (digits?.hex !== undefined) return characterOf(Number.parseInt(digits.hex, 16));
	if (digits?.octal !== undefined) return characterOf(Number.parseInt(digits.octal, 8));
	return single[written] ?? written;
}

/** Returns how edits are written in a literal. Made once a literal: what differs is another literal. */
export function literalIn({ quote, raw }: JavascriptQuotes): Literal {
	if (raw) return { escape: (replacement) => (/[`\\\r]|\$\{|\$$/.test(replacement) ? undefined : replacement) };
	return { escape: (replacement) => (quote === '`' ? escapeTemplate(replacement) : escapeString(replacement, quote)) };
}

function escapeString(replacement: string, quote: string): string {
	return replacement
		.replaceAll('\\', '\\\\')
		.replaceAll(quote, `\\${quote}`)
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r');
}

/** A `$` alone is harmless in the middle; before a brace or at an edge it may begin a place for a value. */
function escapeTemplate(replacement: string): string {
	return replacement
		.replaceAll('\\', '\\\\')
		.replaceAll('`', '\\`')
		.replaceAll('\r', '\\r')
		.replace(/\$(?=\{|$)/g, '\\$')
		.replace(/^\{/, '\\{');
}
