import { BoundedCache } from '../bounded-cache.ts';
import { type RelativeStatement, shiftStatement } from '../shift-statement.ts';
import type { Statement } from '../statement.ts';
import type { Reading } from './changes/reading.ts';
import { brokenStatement, psqlCommand, readStatement } from './read-statement.ts';
import { type Piece, splitStatements } from './split-statements.ts';
import { lastToken } from './syntax-error.ts';

/** What was read of a statement, and where it stood when it was last handed out. */
interface Known {
	readonly relative: RelativeStatement;
	placed?: Statement;
}

/** In UTF-16 code units of statements: what a large directory of migrations holds, a few times. */
const KEPT_TEXT = 8_000_000;

/** What an entry weighs beside its text, in code units: without it, millions of short statements would be kept. */
const ENTRY_OVERHEAD = 200;

/**
 * Reads all statements of a text. Every statement is parsed once: where the same text comes again, as after an edit, only
 * its offsets change, and where it stands in the same place the same object is returned.
 */
export class StatementReader {
	readonly #using: Omit<Reading, 'source'>;
	readonly #known = new BoundedCache<string, Known>(KEPT_TEXT, (text) => text.length + ENTRY_OVERHEAD);

	constructor(using: Omit<Reading, 'source'>) {
		this.#using = using;
	}

	read(text: string): readonly Statement[] {
		return splitStatements(text).map((piece) => this.#readPiece(text, piece));
	}

	#readPiece(text: string, piece: Piece): Statement {
		const { start, end } = piece.range;
		const written = text.slice(start, end);
		if (piece.psql) return shiftStatement(psqlCommand(written), start, piece.end);
		if (piece.missingSemicolonBefore !== undefined) {
			const relative = this.#withoutSemicolon(written, piece.nesting, piece.missingSemicolonBefore);
			return shiftStatement(relative, start, piece.end);
		}
		let entry = this.#known.get(written);
		if (entry === undefined) {
			entry = { relative: readStatement(written, piece.nesting, this.#using) };
			this.#known.set(written, entry);
		}
		const { placed } = entry;
		if (placed !== undefined && placed.range.start === start && placed.end === piece.end) return placed;
		entry.placed = shiftStatement(entry.relative, start, piece.end);
		return entry.placed;
	}

	/** For PostgreSQL such a statement and the next are one. */
	#withoutSemicolon(text: string, nesting: number, next: string): RelativeStatement {
		const { syntaxError } = readStatement(text, nesting, this.#using);
		return brokenStatement(text, {
			...(syntaxError ?? { message: `syntax error at or near "${next}"`, range: lastToken(text) }),
			hint: `a semicolon is missing before ${next}`,
		});
	}
}
