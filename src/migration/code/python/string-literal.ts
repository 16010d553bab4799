import type { TextRange } from '../../../sql/text-range.ts';
import type { Literal, Piece } from '../mapped-text.ts';
import { characterOf, readEscapes } from '../read-escapes.ts';

/** How a literal is written: `r"""` is raw, its quotes are `"""`. */
export interface PythonQuotes {
	readonly quotes: string;
	readonly raw: boolean;
	/** Braces are places for values. */
	readonly template: boolean;
	/** Bytes are no text. */
	readonly bytes: boolean;
}

/** Reads what a literal begins with, `rf'''` for one. */
export function readQuotes(written: string): PythonQuotes {
	const [, prefix = '', quotes = ''] = /^([a-z]*)('''|"""|'|")/i.exec(written) ?? [];
	return { quotes, raw: /r/i.test(prefix), template: /[ft]/i.test(prefix), bytes: /b/i.test(prefix) };
}

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
const escapes = /\\(?:\r\n|N\{[^}]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|.)/gsu;
/** A backslash before a brace stands for itself, and the brace is still one of two. */
const escapesAndBraces = new RegExp(`\\{\\{|\\}\\}|(?!\\\\[{}])(?:${escapes.source})`, escapes.flags);
const braces = /\{\{|\}\}/g;

const single: Readonly<Record<string, string>> = {
	'\\': '\\',
	"'": "'",
	'"': '"',
	a: '\x07',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};

/** Returns a stretch of a literal's content, without places for values, in pieces. */
export function readContent(source: string, host: TextRange, quotes: PythonQuotes, literal: Literal): readonly Piece[] {
	const pattern = quotes.raw ? (quotes.template ? braces : /(?!)/g) : quotes.template ? escapesAndBraces : escapes;
	return readEscapes(source, host, literal, pattern, decode);
}

function decode(sequence: string): string | undefined {
	if (sequence === '{{' || sequence === '}}') return sequence.charAt(0);
	const written = sequence.slice(1);
	if (/^[\r\n]/.test(written)) return '';
	const digits = /^(?:x|u|U)(?<hex>[0-9a-fA-F]{2,8})$|^(?<octal>[0-7]{1,3})$/.exec(written)?.groups;
	if (digits?.hex !== undefined) return characterOf(Number.parseInt(digits.hex, 16));
	if (digits?.octal !== undefined) return characterOf(Number.parseInt(digits.octal, 8));
	// The character of a Unicode name: which one it is makes no difference to SQL.
	if (written.startsWith('N{')) return '\uFFFD';
	return single[written];
}

/** Returns how edits are written in a literal. Made once a literal: what differs is another literal. */
export function literalIn(quotes: PythonQuotes): Literal {
	return { escape: (replacement) => (quotes.raw ? escapeRaw(replacement, quotes) : escapeCooked(replacement, quotes)) };
}

function escapeCooked(replacement: string, { quotes, template }: PythonQuotes): string {
	const quote = quotes.charAt(0);
	const escaped = doubled(replacement, template).replaceAll('\\', '\\\\').replaceAll('\r', '\\r');
	if (quotes.length === 1) return escaped.replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n');
	// Alone in the middle a quote does no harm; in a row or at an edge it may end the literal.
	const inDanger = new RegExp(`${quote}{2,}|^${quote}|${quote}$`, 'g');
	return escaped.replace(inDanger, (run) => run.replaceAll(quote, `\\${quote}`));
}

/** A raw literal has no escapes: it holds no quote of its own, and no backslash where it would meet one. */
function escapeRaw(replacement: string, { quotes, template }: PythonQuotes): string | undefined {
	const holds = !replacement.includes(quotes.charAt(0)) && !replacement.endsWith('\\') && !replacement.includes('\r');
	return holds && (quotes.length === 3 || !replacement.includes('\n')) ? doubled(replacement, template) : undefined;
}

function doubled(replacement: string, template: boolean): string {
	return template ? replacement.replace(/[{}]/g, '$&$&') : replacement;
}
