import { keywordDefs } from './parser.ts';

const KEYWORDS: ReadonlySet<string> = new Set(keywordDefs.keywords.map(({ name }) => name));

/** Names that SQLite reads as a value where no column has them: https://www.sqlite.org/lang_expr.html#boolean_expressions */
const VALUES: ReadonlySet<string> = new Set(['TRUE', 'FALSE']);

/**
 * Returns the key under which SQLite keeps a name: it compares names without regard to the case of the letters A to Z,
 * and of no others. https://www.sqlite.org/lang_createtable.html
 */
export function foldName(name: string): string {
	return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Returns what is between the quotation marks of an identifier (`"…"`, `` `…` ``, `[…]` or `'…'`), doubled marks as one. */
export function unquoteIdentifier(written: string): string {
	const opening = written.charAt(0);
	if (!'"`[\''.includes(opening) || opening === '') return written;
	const closing = opening === '[' ? ']' : opening;
	const inner = written.length > 1 && written.endsWith(closing) ? written.slice(1, -1) : written.slice(1);
	return opening === '[' ? inner : inner.replaceAll(closing + closing, closing);
}

/** Writes a name as an identifier; in double quotes where it is a keyword or has other characters than plain names have. */
export function quoteIdentifier(name: string): string {
	const upper = name.toUpperCase();
	const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEYWORDS.has(upper) && !VALUES.has(upper);
	return plain ? name : `"${name.replaceAll('"', '""')}"`;
}
