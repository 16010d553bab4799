import type { AstNode, Token } from 'sqlite3-parser';
import { parserDefs, tokenize } from './parser.ts';
import { AS, FILTER, ID, JOIN_KW, LP, OVER, RP, STRING, WINDOW } from './tokens.ts';
import { walkTree } from './walk-tree.ts';

/**
 * WINDOW, OVER and FILTER are keywords only where the tokens around them say so, and ordinary names elsewhere. SQLite's
 * tokenizer looks ahead and back for that (`analyzeWindowKeyword` and its sisters), and that of `sqlite3-parser` does not,
 * so that it refuses a column named `filter`. https://www.sqlite.org/src/file?name=src/tokenize.c
 *
 * Returns the text with such names replaced by others of the same length, and where they stood.
 */
export function withoutContextualNames(text: string): ContextualNames {
	const names = new Map<number, string>();
	if (!/\b(?:window|over|filter)\b/i.test(text)) return { text, names };
	const tokens = [...tokenize(text)];
	let previous = -1;
	for (const [at, { type, text: written, span }] of tokens.entries()) {
		const isName = isContextual(type) && !isKeyword(type, previous, tokens[at + 1], tokens[at + 2]);
		if (isName) names.set(span.offset, written);
		previous = isName ? ID : type;
	}
	let replaced = '';
	let end = 0;
	for (const [offset, name] of names) {
		replaced += `${text.slice(end, offset)}${placeholder(name)}`;
		end = offset + name.length;
	}
	return { text: replaced + text.slice(end), names };
}

export interface ContextualNames {
	readonly text: string;
	/** What is written at each offset that was replaced. */
	readonly names: ReadonlyMap<number, string>;
}

/** Puts the names back into a tree and tokens that were read from the replaced text. */
export function restoreNames(root: AstNode, tokens: readonly Token[], { names }: ContextualNames): readonly Token[] {
	if (names.size === 0) return tokens;
	walkTree(root, (node) => {
		const name = names.get(node.span.offset);
		if (name === undefined || node.span.length !== name.length) return true;
		// The tree was made for this statement alone, and nobody else has seen it yet.
		if (node.type === 'Name') Object.assign(node, { text: name });
		else if (node.type === 'Id') Object.assign(node, { name });
		return true;
	});
	return tokens.map((token) => {
		const name = token.synthetic === true ? undefined : names.get(token.span.offset);
		return name === undefined ? token : { ...token, text: name };
	});
}

/** Puts the names back into the message of an error. */
export function restoreMessage(message: string, { names }: ContextualNames): string {
	return [...names.values()].reduce((restored, name) => restored.replaceAll(placeholder(name), name), message);
}

/** `xindow`, `xver`, `xilter`: three names that are different, no keywords, and hardly anybody's. */
function placeholder(name: string): string {
	return `x${name.slice(1)}`;
}

function isContextual(type: number): boolean {
	return type === WINDOW || type === OVER || type === FILTER;
}

function isKeyword(type: number, previous: number, next: Token | undefined, afterNext: Token | undefined): boolean {
	if (type === WINDOW) return isIdentifier(next?.type) && afterNext?.type === AS;
	if (previous !== RP) return false;
	return next?.type === LP || (type === OVER && isIdentifier(next?.type));
}

/** What SQLite takes for an identifier when it looks ahead: keywords that fall back to one, too. */
function isIdentifier(type: number | undefined): boolean {
	if (type === undefined) return false;
	if (type === ID || type === STRING || type === JOIN_KW || type === WINDOW || type === OVER) return true;
	const fallback: readonly number[] = parserDefs.tables.yyFallback ?? [];
	return fallback[type] === ID;
}
