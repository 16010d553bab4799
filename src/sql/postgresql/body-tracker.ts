import type { TokenKind } from './scanner.ts';

/**
 * Follows one statement as far as it takes to see whether a semicolon belongs to it: in the body of a function that
 * is written as SQL (`BEGIN ATOMIC … END`), and in the parentheses of `CREATE RULE … DO ( …; … )`.
 * https://www.postgresql.org/docs/current/sql-createfunction.html
 * https://www.postgresql.org/docs/current/sql-createrule.html
 */
export class BodyTracker {
	/** The first words: what the statement creates is among them. */
	readonly #head: string[] = [];
	#lastWord = '';
	/** BEGIN ATOMIC and CASE without their END. */
	#blocks = 0;
	/** Parentheses that are open since the DO of a rule. */
	#parentheses = 0;
	#isRule = false;
	#isRoutine = false;
	#doSeen = false;

	/** A semicolon here does not end the statement. */
	get isOpen(): boolean {
		return this.#blocks > 0 || this.#parentheses > 0;
	}

	/** CREATE SCHEMA may hold further CREATEs. */
	get isSchema(): boolean {
		return this.#head[0] === 'create' && this.#head[1] === 'schema';
	}

	/** Takes a token: its text in lower case if it is a word, else '', and its text as written if it is punctuation. */
	follow(word: string, written: string): void {
		if (this.#head.length < 4) this.#readHead(word);
		if (this.#isRoutine) this.#followRoutine(word);
		else if (this.#isRule) this.#followRule(word, written);
		this.#lastWord = word;
	}

	/** Tells whether a token behind a semicolon inside the body shows that the end of the body is missing. */
	cannotHold(kind: TokenKind, written: string): boolean {
		if (kind === 'word') return !BEGINS_STATEMENT_OF_BODY.has(written.toLowerCase());
		return kind !== 'punctuation' && kind !== 'comment';
	}

	#readHead(word: string): void {
		this.#head.push(word);
		const [create, second, replace, fourth] = this.#head;
		if (create !== 'create') return;
		const what = second === 'or' && replace === 'replace' ? fourth : this.#head.length === 2 ? second : undefined;
		if (what === 'function' || what === 'procedure') this.#isRoutine = true;
		if (what === 'rule') this.#isRule = true;
	}

	#followRoutine(word: string): void {
		if (word === 'atomic' && this.#lastWord === 'begin') this.#blocks++;
		else if (this.#blocks > 0 && word === 'case') this.#blocks++;
		else if (this.#blocks > 0 && word === 'end') this.#blocks--;
	}

	#followRule(word: string, written: string): void {
		if (word === 'do') this.#doSeen = true;
		else if (!this.#doSeen) return;
		else if (written === '(') this.#parentheses++;
		else if (written === ')' && this.#parentheses > 0) this.#parentheses--;
	}
}

const BEGINS_STATEMENT_OF_BODY: ReadonlySet<string> = new Set([
	'select',
	'insert',
	'update',
	'delete',
	'merge',
	'values',
	'table',
	'with',
	'return',
	'notify',
	'end',
]);
