import type { SqlSyntaxError } from '../statement.ts';
import type { TextRange } from '../text-range.ts';
import {
	ALTER,
	BEGIN,
	CREATE,
	DROP,
	END,
	EXPLAIN,
	INDEX,
	LP,
	NEVER_IN_TRIGGER_BODY,
	RP,
	SEMI,
	TABLE,
	TEMP,
	TRIGGER,
	VIRTUAL,
} from './tokens.ts';

/** The text of one statement, as far as tokens alone can tell. */
export interface Piece {
	/** From the first token to the last, without the semicolon. */
	readonly range: TextRange;
	/** Behind the semicolon; the end of the text for the last piece. */
	readonly end: number;
	/** What the tokens alone show to be wrong. */
	readonly problem?: SqlSyntaxError;
}

/** A token that the reader of a piece is asked to take. */
export interface PlacedToken {
	readonly type: number;
	readonly range: TextRange;
	/** The token as written, for messages. */
	readonly text: string;
	/** The type of the token behind it; known for ALTER and DROP. */
	readonly next?: number | undefined;
}

/** `ends`: the token is the semicolon behind the statement. `is over`: the token belongs to the next statement. */
export type Verdict = 'goes on' | 'ends' | 'is over';

/** Follows the tokens of one statement as far as it takes to see where it ends. */
export class PieceReader {
	#start = -1;
	#lastRange: TextRange = { start: -1, end: -1 };
	#count = 0;
	#first = -1;
	#last = -1;
	#beforeLast = -1;
	#depth = 0;
	/** CREATE VIRTUAL TABLE: its module takes any tokens in parentheses. */
	#virtual = false;
	#trigger: 'no' | 'header' | 'statement' | 'between statements' | 'end' = 'no';
	#problem: SqlSyntaxError | undefined;

	get isEmpty(): boolean {
		return this.#count === 0;
	}

	/** Judges the next token of the text, and takes it unless it ends the statement. */
	take(token: PlacedToken): Verdict {
		if (token.type === SEMI) {
			if (this.#trigger !== 'statement' && this.#trigger !== 'between statements') return 'ends';
			this.#trigger = 'between statements';
		} else {
			const problem = this.isEmpty ? undefined : this.#whyOver(token);
			if (problem !== undefined) {
				this.note(problem);
				return 'is over';
			}
			this.#follow(token.type);
		}
		this.#add(token);
		return 'goes on';
	}

	/** Keeps the first problem of the piece. */
	note(problem: SqlSyntaxError): void {
		this.#problem ??= problem;
	}

	finish(end: number): Piece {
		const range = { start: this.#start, end: this.#lastRange.end };
		return { range, end, ...(this.#problem && { problem: this.#problem }) };
	}

	/** Tells why this token must begin another statement, although no semicolon ended this one. */
	#whyOver(token: PlacedToken): SqlSyntaxError | undefined {
		if (this.#virtual && this.#depth > 0) return undefined;
		if (this.#first === EXPLAIN && this.#count <= 3) return undefined;
		if (this.#trigger === 'between statements' && NEVER_IN_TRIGGER_BODY.has(token.type)) {
			return { message: 'incomplete input', range: this.#lastRange, hint: 'the END of this trigger is missing' };
		}
		if (!canOnlyBegin(token)) return undefined;
		return {
			message: `near "${token.text}": syntax error`,
			range: this.#lastRange,
			hint: `a semicolon is missing before ${token.text}`,
		};
	}

	#follow(type: number): void {
		if (type === LP) this.#depth++;
		else if (type === RP) this.#depth--;
		if (this.#trigger === 'no') {
			const afterCreate = this.#last === CREATE || (this.#last === TEMP && this.#beforeLast === CREATE);
			if (type === TRIGGER && afterCreate) this.#trigger = 'header';
			if (type === VIRTUAL && this.#last === CREATE) this.#virtual = true;
		} else if (this.#trigger === 'header') {
			if (type === BEGIN) this.#trigger = 'between statements';
		} else if (this.#trigger === 'between statements') {
			this.#trigger = type === END ? 'end' : 'statement';
		}
	}

	#add(token: PlacedToken): void {
		if (this.isEmpty) {
			this.#start = token.range.start;
			this.#first = token.type;
		}
		this.#count++;
		this.#beforeLast = this.#last;
		this.#last = token.type;
		this.#lastRange = token.range;
	}
}

/** No statement of SQLite has these words but at its beginning: `TABLE` and `INDEX` are not allowed as bare names. */
function canOnlyBegin({ type, next }: PlacedToken): boolean {
	return type === CREATE || (type === ALTER && next === TABLE) || (type === DROP && (next === TABLE || next === INDEX));
}
