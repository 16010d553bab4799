import type { TokenKind } from './scanner.ts';

/**
 * Above this `NestingMeter.deepest` a statement is not given to libpg-query. Its C code writes the tree recursively on
 * the JavaScript engine's stack; when that overflows, what the module holds is never freed, and some twenty overflows
 * later every parse fails (tried with 18.1.5, where 2,000 nested subqueries or 10,000 operators in a row overflow).
 */
export const DEEPEST_NESTING = 1500;

/** PostgreSQL takes operators of up to 63 characters, and its scanner goes over longer ones again and again. */
const LONGEST_OPERATOR = 500;
/** The same is true of comments within comments. */
const DEEPEST_COMMENT = 500;

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

	/**
	 * Takes a token; of a word its text in lower case, of punctuation and operators its text. `commentDepth` is how deep
	 * the comments between it and the last one are nested.
	 */
	follow(kind: TokenKind, text: string, commentDepth: number): void {
		if (commentDepth > DEEPEST_COMMENT || (kind === 'operator' && text.length > LONGEST_OPERATOR)) {
			this.deepest = Number.POSITIVE_INFINITY;
		}
		if (kind === 'operator' || text === '::' || (kind === 'word' && PREFIXES.has(text))) this.#grow(1);
		else if (kind === 'punctuation') this.#followPunctuation(text);
		else if (kind === 'word' && CLAUSES.has(text)) {
			this.#clauses += 2;
			this.#grow(0);
		} else if (text === 'end') this.#clauses = Math.max(0, this.#clauses - 2);
		else if (kind === 'word' && STARTS_ANEW.has(text)) this.#chain = 0;
	}

	#followPunctuation(text: string): void {
		if (text === ',' || text === ';') this.#chain = 0;
		else if (text === '(' || text === '[') {
			this.#chains.push(this.#chain);
			this.#outer += this.#chain + 2;
			this.#chain = 0;
			this.#grow(0);
		} else if (text === ')' || text === ']') {
			const chain = this.#chains.pop() ?? 0;
			this.#outer = Math.max(0, this.#outer - chain - 2);
			this.#chain = chain;
			// `a IN (…) IN (…)`, `a OPERATOR(+) b OPERATOR(+) c`
			this.#grow(1);
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
