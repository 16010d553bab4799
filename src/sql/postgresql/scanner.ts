/**
 * What a token is. `quoted` is a quoted identifier; `comment` is only ever a block comment without an end, for all other
 * comments are passed over.
 */
export type TokenKind =
	| 'word'
	| 'quoted'
	| 'string'
	| 'number'
	| 'parameter'
	| 'operator'
	| 'punctuation'
	| 'psql'
	| 'comment';

/**
 * Reads the tokens of a text one after another, by the rules of PostgreSQL's own scanner with
 * `standard_conforming_strings` on. It never throws and looks at each character a bounded number of times: what has
 * no end goes to the end of the text and is `unterminated`.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export class Scanner {
	readonly text: string;
	/** Where reading goes on. May be set. */
	position: number;
	/** The token that `next` found: its kind and its span in UTF-16 code units. */
	kind: TokenKind = 'punctuation';
	start = 0;
	end = 0;
	unterminated = false;
	/** How deep block comments were nested that were passed over before the token. */
	commentDepth = 0;

	constructor(text: string, position = 0) {
		this.text = text;
		this.position = position;
	}

	/** Moves to the next token. Returns false at the end of the text. */
	next(): boolean {
		this.unterminated = false;
		this.commentDepth = 0;
		const start = this.#skipSpace();
		this.start = start;
		if (this.unterminated) {
			this.kind = 'comment';
			this.end = this.position = this.text.length;
			return true;
		}
		if (start >= this.text.length) {
			this.end = this.position = this.text.length;
			return false;
		}
		this.end = this.#readToken(start);
		this.position = this.end;
		return true;
	}

	/** The text of the token, as written. */
	get written(): string {
		return this.text.slice(this.start, this.end);
	}

	/** Returns where the next token begins; a block comment without an end is one. */
	#skipSpace(): number {
		const { text } = this;
		let at = this.position;
		for (;;) {
			const code = text.charCodeAt(at);
			if (isSpace(code)) at++;
			else if (code === DASH && text.charCodeAt(at + 1) === DASH) at = this.#endOfLine(at);
			else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
				const end = this.#endOfBlockComment(at);
				if (end === -1) {
					this.unterminated = true;
					return at;
				}
				at = end;
			} else return at;
		}
	}

	#readToken(start: number): number {
		const { text } = this;
		const code = text.charCodeAt(start);
		if (isWordStart(code)) return this.#readWord(start, code);
		if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(start + 1))))
			return this.#match('number', NUMBER, start);
		switch (code) {
			case QUOTE:
				return this.#readString(start);
			case DOUBLE_QUOTE:
				return this.#readQuoted(start, start);
			case DOLLAR:
				return this.#readDollar(start);
			case COLON:
				this.kind = 'punctuation';
				return start + (text.charCodeAt(start + 1) === COLON || text.charCodeAt(start + 1) === EQUALS ? 2 : 1);
			case BACKSLASH:
				if (!PSQL_COMMAND.test(text.slice(start + 1, start + 2))) break;
				this.kind = 'psql';
				return this.#endOfLine(start);
		}
		if (OPERATOR_CHARACTERS.includes(text.charAt(start))) return this.#match('operator', OPERATOR, start);
		this.kind = 'punctuation';
		return start + 1;
	}

	/** A word, or a string or quoted identifier with a prefix: E'…', B'…', X'…', N'…', U&'…', U&"…". */
	#readWord(start: number, code: number): number {
		const { text } = this;
		const lower = code | 32;
		const after = text.charCodeAt(start + 1);
		if (after === QUOTE && (lower === LOWER_E || lower === LOWER_B || lower === LOWER_N || lower === LOWER_X)) {
			return lower === LOWER_E ? this.#readEscapeString(start) : this.#readString(start + 1);
		}
		if (lower === LOWER_U && after === AMPERSAND) {
			const third = text.charCodeAt(start + 2);
			if (third === QUOTE) return this.#readString(start + 2);
			if (third === DOUBLE_QUOTE) return this.#readQuoted(start, start + 2);
		}
		return this.#match('word', WORD, start);
	}

	/** Doubled quotes end one string and begin the next, which comes to the same end. */
	#readString(quoteAt: number): number {
		const { text } = this;
		this.kind = 'string';
		let at = quoteAt;
		do {
			const close = text.indexOf("'", at + 1);
			if (close === -1) return this.#toTheEnd();
			at = close + 1;
		} while (text.charCodeAt(at) === QUOTE);
		return at;
	}

	/** A string that goes on in the next line, as `E'a'` and `'b'` there, goes on as an escape string. */
	#readEscapeString(start: number): number {
		const { text } = this;
		this.kind = 'string';
		let at = start + 2;
		for (;;) {
			ESCAPE_STRING_STOP.lastIndex = at;
			const stop = ESCAPE_STRING_STOP.exec(text)?.index;
			if (stop === undefined) return this.#toTheEnd();
			if (text.charCodeAt(stop) === BACKSLASH) {
				at = stop + 2;
				continue;
			}
			STRING_GOES_ON.lastIndex = stop + 1;
			if (text.charCodeAt(stop + 1) === QUOTE) at = stop + 2;
			else if (STRING_GOES_ON.test(text)) at = STRING_GOES_ON.lastIndex;
			else return stop + 1;
		}
	}

	#readQuoted(start: number, quoteAt: number): number {
		const { text } = this;
		this.kind = 'quoted';
		let at = quoteAt;
		do {
			const close = text.indexOf('"', at + 1);
			if (close === -1) return this.#toTheEnd();
			at = close + 1;
		} while (text.charCodeAt(at) === DOUBLE_QUOTE);
		if (quoteAt === start) return at;
		UESCAPE.lastIndex = at;
		return UESCAPE.test(text) ? UESCAPE.lastIndex : at;
	}

	/** `$1`, or a string between `$tag$` and `$tag$`. */
	#readDollar(start: number): number {
		const { text } = this;
		if (isDigit(text.charCodeAt(start + 1))) return this.#match('parameter', PARAMETER, start);
		DOLLAR_TAG.lastIndex = start;
		const tag = DOLLAR_TAG.exec(text)?.[0];
		if (tag === undefined) {
			this.kind = 'punctuation';
			return start + 1;
		}
		this.kind = 'string';
		const close = text.indexOf(tag, start + tag.length);
		return close === -1 ? this.#toTheEnd() : close + tag.length;
	}

	#toTheEnd(): number {
		this.unterminated = true;
		return this.text.length;
	}

	#match(kind: TokenKind, pattern: RegExp, start: number): number {
		this.kind = kind;
		pattern.lastIndex = start;
		return pattern.test(this.text) ? pattern.lastIndex : start + 1;
	}

	#endOfLine(at: number): number {
		LINE_BREAK.lastIndex = at;
		return LINE_BREAK.exec(this.text)?.index ?? this.text.length;
	}

	/** Block comments nest. */
	#endOfBlockComment(start: number): number {
		let depth = 0;
		COMMENT_MARK.lastIndex = start;
		for (let mark = COMMENT_MARK.exec(this.text); mark !== null; mark = COMMENT_MARK.exec(this.text)) {
			depth += mark[0] === '/*' ? 1 : -1;
			this.commentDepth = Math.max(this.commentDepth, depth);
			if (depth === 0) return COMMENT_MARK.lastIndex;
		}
		return -1;
	}
}

const AMPERSAND = 38;
const QUOTE = 39;
const STAR = 42;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const EQUALS = 61;
const DOUBLE_QUOTE = 34;
const DOLLAR = 36;
const BACKSLASH = 92;
const LOWER_B = 98;
const LOWER_E = 101;
const LOWER_N = 110;
const LOWER_U = 117;
const LOWER_X = 120;

/** Everything outside ASCII is part of a word, as its bytes are for PostgreSQL. */
const WORD = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/y;
const NUMBER = /0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;
const PARAMETER = /\$\d+/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;
const OPERATOR_CHARACTERS = '~!@#^&|`?+-*/%<>=';
/** An operator ends where a comment begins. */
const OPERATOR = /(?:(?!--|\/\*)[~!@#^&|`?+\-*/%<>=])+/y;
const ESCAPE_STRING_STOP = /['\\]/g;
/** A string goes on behind white space with a line break in it; line comments may be between. */
const STRING_GOES_ON = /[ \t\f\v]*(?:--[^\r\n]*)?[\r\n](?:[ \t\f\v\r\n]|--[^\r\n]*[\r\n])*'/y;
const UESCAPE = /\s*uescape\s*'[^']'/iy;
const LINE_BREAK = /[\r\n]/g;
const COMMENT_MARK = /\/\*|\*\//g;
/** psql's commands are words, `\!`, `\?`, `\;` and, behind the data of a COPY, `\.`. */
const PSQL_COMMAND = /[A-Za-z!?.;]/;

function isSpace(code: number): boolean {
	return code === 32 || (code >= 9 && code <= 13);
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}
