import type { DialectName } from '../sql/dialect.ts';
import { type ExpressionToken, expressionTokens, nameOf } from './expression-tokens.ts';
import { postgresqlWords } from './postgresql-words.ts';

/**
 * Returns an expression (a CHECK, an index term, a WHERE of an index) in one spelling: comments, white space, case and
 * needless quotation marks do not count; in PostgreSQL, which keeps the parsed expression and writes it anew, neither do
 * casts of constants and parentheses.
 */
export function normalizeExpression(text: string, dialect: DialectName): string {
	const tokens = expressionTokens(text, dialect);
	const words = tokens.map((token) => spelling(token, dialect));
	if (dialect === 'postgresql') return postgresqlWords(words).join(' ');
	return withoutOuterParentheses(words).join(' ');
}

/** Returns a default in one spelling; undefined for DEFAULT NULL, which is the same as none. */
export function normalizeDefault(text: string | undefined, dialect: DialectName): string | undefined {
	if (text === undefined) return undefined;
	const normalized = normalizeExpression(text, dialect);
	return normalized === 'null' || normalized === '' ? undefined : normalized;
}

/** Returns the statement that makes a view, a trigger, … in one spelling. */
export function normalizeDefinition(text: string, dialect: DialectName): string {
	const words = expressionTokens(text, dialect).map((token) => spelling(token, dialect));
	while (words.at(-1) === ';') words.pop();
	return words.join(' ');
}

function spelling(token: ExpressionToken, dialect: DialectName): string {
	const name = nameOf(token, dialect);
	if (name !== undefined) return token.kind === 'word' || /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name}"`;
	if (token.text === '!=') return '<>';
	if (token.text === '==') return '=';
	if (token.kind === 'number') return token.text.toLowerCase().replaceAll('_', '');
	return token.text;
}

function withoutOuterParentheses(words: readonly string[]): readonly string[] {
	let inner = words;
	while (inner[0] === '(' && closingOf(inner) === inner.length - 1) inner = inner.slice(1, -1);
	return inner;
}

/** Returns where the parenthesis closes that opens the words. */
function closingOf(words: readonly string[]): number {
	let depth = 0;
	return words.findIndex((word) => {
		if (word === '(') depth++;
		else if (word === ')') depth--;
		return depth === 0;
	});
}
