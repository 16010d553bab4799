import type { Node } from 'libpg-query';
import { DEEPEST_NESTING } from './nesting-meter.ts';

/** What PostgreSQL's parser makes of one statement. */
export type ParseResult =
	| { readonly outcome: 'tree'; readonly tree: Node }
	/** `codePoint`: how many characters, as Unicode counts them, stand before the fault. */
	| { readonly outcome: 'syntax error'; readonly message: string; readonly codePoint: number }
	/** PostgreSQL may well read it, but this reader must not or cannot. */
	| { readonly outcome: 'not read' };

export interface Parser {
	/** Parses one statement. `nesting` is what a `NestingMeter` counted. Never throws. */
	parse(text: string, nesting: number): ParseResult;
	/**
	 * Parses the PL/pgSQL body of a DO or CREATE FUNCTION statement into the JSON that libpg-query makes of it;
	 * undefined where it does not parse. Never throws.
	 */
	parsePlpgsql(statement: string): unknown;
	/** Tells whether a word must be quoted to be a name. */
	isKeyword(word: string): boolean;
}

/** Loads libpg-query: PostgreSQL's own parser in WASM. */
export async function loadParser(): Promise<Parser> {
	const library = await import('libpg-query');
	await library.loadModule();
	return {
		parse(text, nesting) {
			if (nesting > DEEPEST_NESTING) return { outcome: 'not read' };
			try {
				const [statement, second] = library.parseSync(text).stmts ?? [];
				if (statement?.stmt === undefined || second !== undefined) return { outcome: 'not read' };
				return { outcome: 'tree', tree: statement.stmt };
			} catch (error) {
				if (!library.hasSqlDetails(error)) return { outcome: 'not read' };
				return {
					outcome: 'syntax error',
					message: error.message,
					codePoint: error.sqlDetails?.cursorPosition ?? 0,
				};
			}
		},
		parsePlpgsql(statement) {
			try {
				return library.parsePlPgSQLSync(statement);
			} catch {
				// The library throws plain errors for what it cannot read; the body is then simply not followed.
				return undefined;
			}
		},
		isKeyword(word) {
			const [token] = library.scanSync(word).tokens;
			return token?.keywordName !== undefined && !QUOTED_NEVER.has(token.keywordName);
		},
	};
}

/** PostgreSQL's own `quote_identifier` leaves words without a meaning and unreserved ones as they are. */
const QUOTED_NEVER: ReadonlySet<string> = new Set(['NO_KEYWORD', 'UNRESERVED_KEYWORD']);
