import type { DialectName } from '../sql/dialect.ts';

export type ExpressionTokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol';

/** One token of an expression or definition, with where it stands in it. */
export interface ExpressionToken {
	readonly kind: ExpressionTokenKind;
	readonly text: string;
	readonly start: number;
}

/**
 * Returns the tokens of an expression that its database has accepted, comments left out: enough to compare two texts
 * and to find names in them, where a statement's own parser is not at hand.
 */
export function expressionTokens(text: string, dialect: DialectName): readonly ExpressionToken[] {
	const tokens: ExpressionToken[] = [];
	for (const { groups, 0: token, index } of text.matchAll(PATTERNS[dialect])) {
		const kind = Object.keys(groups ?? {}).find((name) => groups?.[name] !== undefined);
		if (kind !== undefined && kind !== 'comment') {
			tokens.push({ kind: kind as ExpressionTokenKind, text: token, start: index });
		}
	}
	return tokens;
}

/** The name that a word or a quoted identifier means, as the database keeps it; undefined for other tokens. */
export function nameOf(token: ExpressionToken, dialect: DialectName): string | undefined {
	if (token.kind === 'word') return token.text.toLowerCase();
	if (token.kind !== 'quoted') return undefined;
	const mark = token.text.charAt(0);
	const inner = token.text.slice(1, -1);
	const name = mark === '[' ? inner : inner.replaceAll(mark + mark, mark);
	return dialect === 'sqlite' ? name.toLowerCase() : name;
}

/** True where an expression or definition names something so: a column, a table, an alias, a function. */
export function mentions(text: string, name: string, dialect: DialectName): boolean {
	// Most texts do not hold the name at all, and reading tokens takes a hundred times longer than looking.
	if (!text.toLowerCase().includes(name.toLowerCase())) return false;
	return expressionTokens(text, dialect).some((token) => nameOf(token, dialect) === name);
}

/** Returns an expression with every name `from` as `to`, in quotation marks where a plain word cannot hold it. */
export function renameIn(text: string, from: string, to: string, dialect: DialectName): string {
	if (!text.toLowerCase().includes(from.toLowerCase())) return text;
	const written = /^[a-z_][a-z0-9_$]*$/.test(to) ? to : `"${to.replaceAll('"', '""')}"`;
	let renamed = '';
	let end = 0;
	for (const token of expressionTokens(text, dialect)) {
		if (nameOf(token, dialect) !== from) continue;
		renamed += text.slice(end, token.start) + written;
		end = token.start + token.text.length;
	}
	return renamed + text.slice(end);
}

const WORD = '(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)';
const NUMBER = '(?<number>0[xX][0-9a-fA-F_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?)';
const COMMENT = '(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))';
const SYMBOL = '(?<symbol>::|->>|->|<=|>=|<>|!=|==|\\|\\||<<|>>|[^\\s\\p{L}\\p{N}_])';

/** Text between two marks in which the mark is doubled. Written so that a long text needs no backtracking. */
function between(mark: string): string {
	return `${mark}[^${mark}]*(?:${mark}${mark}[^${mark}]*)*${mark}`;
}

const ESCAPED = "[eE]'[^'\\\\]*(?:(?:\\\\[\\s\\S]|'')[^'\\\\]*)*'";
const DOLLAR_QUOTED = '\\$(?<tag>[\\p{L}_]*)\\$[\\s\\S]*?\\$\\k<tag>\\$';

const PATTERNS: Readonly<Record<DialectName, RegExp>> = {
	sqlite: new RegExp(
		[
			COMMENT,
			`(?<string>[xX]?${between("'")})`,
			`(?<quoted>${between('"')}|${between('`')}|\\[[^\\]]*\\])`,
			NUMBER,
			WORD,
			SYMBOL,
		].join('|'),
		'gu',
	),
	postgresql: new RegExp(
		[
			COMMENT,
			`(?<string>${ESCAPED}|[bBxXnN]?${between("'")}|${DOLLAR_QUOTED})`,
			`(?<quoted>${between('"')})`,
			NUMBER,
			WORD,
			SYMBOL,
		].join('|'),
		'gu',
	),
};
