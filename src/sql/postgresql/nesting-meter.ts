import type { TokenKind } from './scanner.ts';

/**
 * Above this `NestingMeter.deepest` a statement is not given to libpg-query. Its C code writes the tree recursively on
 * the JavaScript engine's stack; when that overflows, what the module holds is never freed, and some twenty overflows
 * later every parse fails (tried with 18.1.5, where 2,000 nested subqueries or 10,000 operators in a row overflow).
 */
export const DEEPEST_NESTING = 1500;

/**
 * Counts how deep the tree of a statement can become, from its tokens: brackets within brackets, and chains of operators,
 * set operations and joins, which the grammar nests to the left. A list or AND and OR begin a chain anew.
 */
export class NestingMeter {
	/** The deepest so far. */
	deepest = 0;
	/** What the open brackets weigh, each with the chain that it stands in. */
	#outer = 0;
	readonly #chains: number[] = [];
	#chain = 0;
	/** Joins and set operations, which go on across commas, and CASEs without their END. */
	#clauses = 0;

	/** Takes a token; of a word its text in lower case, of punctuation its text. */
	follow(kind: TokenKind, text: string): void {
		if (kind === 'operator' || text === '::' || (kind === 'word' && PREFIXES.has(text))) this.#grow(1);
		else if (kind === 'punctuation') this.#followPunctuation(text);
		else if (kind === 'word' && CLAUSES.has(text)) {
			this.#clauses += 2;
			this.#grow(0);
		} else if (text === 'end') this.#clauses = Math.max(0, this.#clauses - 2);
		else if (kind === 'word' && STARTS_ANEW.has(text)) this.#chain = 0;
	}

	#followPunctuation(text: string): void {
		if (text === ',') this.#chain = 0;
		else if (text === '(' || text === '[') {
			this.#chains.push(this.#chain);
			this.#outer += this.#chain + 2;
			this.#chain = 0;
			this.#grow(0);
		} else if (text === ')' || text === ']') {
			this.#chain = this.#chains.pop() ?? 0;
			this.#outer = Math.max(0, this.#outer - this.#chain - 2);
		}
	}

	#grow(by: number): void {
		this.#chain += by;
		this.deepest = Math.max(this.deepest, this.#outer + this.#chain + this.#clauses);
	}
}

/** Words that nest what follows them, or the expression before them. */
const PREFIXES: ReadonlySet<string> = new Set(['not', 'is', 'isnull', 'notnull', 'collate', 'at', 'like', 'ilike']);
const CLAUSES: ReadonlySet<string> = new Set(['union', 'intersect', 'except', 'join', 'case']);
const STARTS_ANEW: ReadonlySet<string> = new Set([
	'and',
	'or',
	'when',
	'then',
	'else',
	'where',
	'from',
	'select',
	'values',
]);
