import type { TextRange } from '../text-range.ts';
import { BodyTracker } from './body-tracker.ts';
import { NestingMeter } from './nesting-meter.ts';
import { Scanner } from './scanner.ts';

/** One statement of a text, as far as its tokens alone can tell. */
export interface Piece {
	/** From the first token to the last, without the semicolon. */
	readonly range: TextRange;
	/** Where the next piece may begin. */
	readonly end: number;
	/** A command of psql, which PostgreSQL never sees. */
	readonly psql: boolean;
	/** The word that must begin another statement although no semicolon ended this one. */
	readonly missingSemicolonBefore?: string;
	/** An upper bound of how deep the parser's tree may become. */
	readonly nesting: number;
}

/**
 * Splits a text into its statements, in one pass. A semicolon ends a statement, but not between the BEGIN ATOMIC and
 * END of a function's body, nor in the parentheses of CREATE RULE; the lines of data that follow `COPY … FROM stdin` and
 * commands of psql are told apart. A quotation mark without its partner spoils its own statement up to the next
 * semicolon at the end of a line, and CREATE at the beginning of a line ends a statement whose semicolon is missing.
 */
export function splitStatements(text: string): readonly Piece[] {
	return new Splitter(text).pieces();
}

/** How often a quotation mark without its partner is mended in one text: each time costs a search to its end. */
const MOST_RECOVERIES = 16;

class Splitter {
	readonly #text: string;
	readonly #scanner: Scanner;
	readonly #pieces: Piece[] = [];
	#recoveries = 0;
	/** The piece that is being read; no token of it was found while `#start` is -1. */
	#start = -1;
	#lastEnd = 0;
	#firstWord = '';
	#lastWord = '';
	#copiesData = false;
	#body = new BodyTracker();
	#nesting = new NestingMeter();
	/** The last semicolon that was taken as part of a body. */
	#innerSemicolon: { readonly before: number; readonly behind: number } | undefined;

	constructor(text: string) {
		this.#text = text;
		this.#scanner = new Scanner(text, text.startsWith('\uFEFF') ? 1 : 0);
	}

	pieces(): readonly Piece[] {
		while (this.#scanner.next()) {
			if (this.#scanner.kind === 'psql') this.#takePsqlCommand();
			else this.#take();
		}
		if (this.#start !== -1) this.#finish(this.#lastEnd, this.#text.length);
		return this.#pieces;
	}

	#take(): void {
		const scanner = this.#scanner;
		const written = scanner.kind === 'word' || scanner.kind === 'punctuation' ? scanner.written : '';
		if (this.#innerSemicolon !== undefined && this.#start !== -1) {
			if (this.#body.cannotHold(scanner.kind, written))
				this.#finish(this.#innerSemicolon.before, this.#innerSemicolon.behind);
			this.#innerSemicolon = undefined;
		}
		if (written === ';') {
			this.#takeSemicolon();
			return;
		}
		if (this.#start === -1) this.#start = scanner.start;
		else if (this.#mustBegin(written)) {
			this.#finish(this.#lastEnd, scanner.start, written);
			this.#start = scanner.start;
		}
		this.#follow(written);
		this.#lastEnd = scanner.end;
		if (scanner.unterminated) this.#recover();
	}

	#follow(written: string): void {
		const { kind, start, commentDepth } = this.#scanner;
		const word = kind === 'word' ? written.toLowerCase() : '';
		if (this.#firstWord === '') this.#firstWord = word === '' ? ' ' : word;
		if (word === 'stdin' && this.#lastWord === 'from' && this.#firstWord === 'copy') this.#copiesData = true;
		this.#body.follow(word, written);
		const text = kind === 'word' ? word : kind === 'operator' ? this.#scanner.written : written;
		this.#nesting.follow(kind, text, start === this.#start && kind !== 'comment' ? 0 : commentDepth);
		this.#lastWord = word;
	}

	#takeSemicolon(): void {
		const { end } = this.#scanner;
		if (this.#start === -1) return;
		if (this.#body.isOpen) {
			this.#innerSemicolon = { before: this.#lastEnd, behind: end };
			this.#lastEnd = end;
			this.#lastWord = '';
			return;
		}
		const behind = this.#copiesData ? this.#behindCopyData(end) : end;
		this.#finish(this.#lastEnd, behind);
		this.#scanner.position = behind;
	}

	#takePsqlCommand(): void {
		const { start, end, written } = this.#scanner;
		if (this.#start !== -1) this.#finish(this.#lastEnd, start);
		const behind = COPIES_DATA.test(written) ? this.#behindCopyData(end) : end;
		this.#pieces.push({ range: { start, end: start + written.trimEnd().length }, end: behind, psql: true, nesting: 0 });
		this.#scanner.position = behind;
	}

	/** Finds the line `\.` behind a COPY … FROM stdin; without one there is no data. */
	#behindCopyData(behindSemicolon: number): number {
		END_OF_COPY_DATA.lastIndex = behindSemicolon;
		return END_OF_COPY_DATA.test(this.#text) ? END_OF_COPY_DATA.lastIndex : behindSemicolon;
	}

	/** CREATE is a reserved word: behind the first token it is only a privilege, or an element of CREATE SCHEMA. */
	#mustBegin(written: string): boolean {
		if (written.length !== 6 || written.toLowerCase() !== 'create' || !this.#beginsLine()) return false;
		if (HOLDS_CREATE.has(this.#firstWord) || this.#body.isSchema) return false;
		const isPrivilege = this.#lastWord === '' || BEFORE_PRIVILEGE.has(this.#lastWord);
		return !(this.#firstWord === 'alter' && isPrivilege);
	}

	#beginsLine(): boolean {
		let at = this.#scanner.start - 1;
		while (this.#text.charAt(at) === ' ' || this.#text.charAt(at) === '\t') at--;
		return this.#text.charAt(at) === '\n' || this.#text.charAt(at) === '\r';
	}

	/** Goes on behind the next semicolon at the end of a line after a quotation mark without its partner. */
	#recover(): void {
		const { kind, start } = this.#scanner;
		const quote = this.#text.charAt(start);
		if (kind === 'comment' || quote === '$' || this.#recoveries === MOST_RECOVERIES) return;
		this.#recoveries++;
		SEMICOLON_AT_END_OF_LINE.lastIndex = start;
		const semicolon = SEMICOLON_AT_END_OF_LINE.exec(this.#text);
		if (semicolon === null) return;
		this.#finish(semicolon.index, semicolon.index + 1);
		this.#scanner.position = semicolon.index + 1;
	}

	#finish(lastEnd: number, end: number, missingSemicolonBefore?: string): void {
		this.#pieces.push({
			range: { start: this.#start, end: lastEnd },
			end,
			psql: false,
			nesting: this.#nesting.deepest,
			...(missingSemicolonBefore !== undefined && { missingSemicolonBefore }),
		});
		this.#start = -1;
		this.#firstWord = '';
		this.#lastWord = '';
		this.#copiesData = false;
		this.#innerSemicolon = undefined;
		this.#body = new BodyTracker();
		this.#nesting = new NestingMeter();
	}
}

/** psql's own COPY: https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS-COPY */
const COPIES_DATA = /^\\copy\s.*\sfrom\s+p?stdin(?!\w)/i;
const END_OF_COPY_DATA = /^\\\.[ \t]*(?:\r?\n|\r|$)/gm;
const SEMICOLON_AT_END_OF_LINE = /;[ \t]*(?=[\r\n])/g;
const HOLDS_CREATE: ReadonlySet<string> = new Set(['grant', 'revoke', 'explain']);
/** ALTER DEFAULT PRIVILEGES … GRANT USAGE, CREATE …: the last is behind a comma. */
const BEFORE_PRIVILEGE: ReadonlySet<string> = new Set(['grant', 'revoke', 'for']);
