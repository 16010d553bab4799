import { BoundedCache } from '../bounded-cache.ts';
import { type RelativeStatement, shiftStatement } from '../shift-statement.ts';
import type { SqlSyntaxError, Statement } from '../statement.ts';
import { shiftRange, type TextRange } from '../text-range.ts';
import { brokenStatement } from './broken-statement.ts';
import { parseStatement } from './parse-statement.ts';
import type { Piece } from './piece-reader.ts';
import { prepareText } from './prepare-text.ts';
import { runawayQuote } from './runaway-quote.ts';
import { StatementSplitter } from './split-statements.ts';

/** What was read of a statement, by its text, and where it stood when it was last handed out. */
interface Known {
	readonly relative: RelativeStatement;
	placed?: Statement;
}

/** In UTF-16 code units of statements: what a large directory of migrations holds, a few times. */
const KEPT_TEXT = 4_000_000;

const known = new BoundedCache<string, Known>(KEPT_TEXT, (text) => text.length + ENTRY_OVERHEAD);

/** What an entry weighs beside its text, in code units: without it, millions of short statements would be kept. */
const ENTRY_OVERHEAD = 200;

/**
 * Reads all statements of a text. Every statement is parsed once: where the same text comes again, as after an edit, only
 * its offsets change, and where it stands in the same place the same object is returned.
 */
export function readStatements(text: string): readonly Statement[] {
	const prepared = prepareText(text);
	const splitter = new StatementSplitter(prepared);
	const statements: Statement[] = [];
	const hasNul = text.includes('\0');
	let previousEnd = 0;
	let runaways = 0;
	for (let piece = splitter.next(); piece !== undefined; piece = splitter.next()) {
		let statement = readPiece(text, prepared, piece);
		const { syntaxError } = statement;
		if (syntaxError !== undefined && runaways < MOST_RUNAWAYS) {
			const runaway = runawayQuote(prepared, piece.range, firstErrorOf(prepared, piece) ?? syntaxError.range);
			if (runaway !== undefined) {
				runaways++;
				splitter.restartAt(runaway.end);
				statement = broken(text, runaway, runaway.problem);
			}
		}
		if (hasNul) statement = withNul(statement, text, previousEnd);
		if (prepared !== text) statement = { ...statement, text: text.slice(statement.range.start, statement.range.end) };
		statements.push(statement);
		previousEnd = statement.end;
	}
	return statements;
}

/** Reading behind a runaway quote begins anew, and must not do so without end in a text that is made for it. */
const MOST_RUNAWAYS = 100;

/** Returns where the grammar stumbles first in a piece whose tokens are wrong further on. */
function firstErrorOf(prepared: string, { range, problem }: Piece): TextRange | undefined {
	if (problem === undefined) return undefined;
	const { syntaxError } = parseStatement(prepared.slice(range.start, range.end));
	return syntaxError && shiftRange(syntaxError.range, range.start);
}

function readPiece(text: string, prepared: string, piece: Piece): Statement {
	if (piece.problem !== undefined) return broken(text, piece, piece.problem);
	const { range, end } = piece;
	const statementText = prepared.slice(range.start, range.end);
	let entry = known.get(statementText);
	if (entry === undefined) {
		const own = ownCopy(statementText);
		entry = { relative: parseStatement(own) };
		known.set(own, entry);
	}
	const { placed } = entry;
	if (placed !== undefined && placed.range.start === range.start && placed.end === end) return placed;
	const statement = shiftStatement(entry.relative, range.start, end);
	entry.placed = statement;
	return statement;
}

/** V8 keeps a slice as a view of the whole string: kept so, a statement would keep every old version of its document. */
function ownCopy(text: string): string {
	return Buffer.from(text, 'utf16le').toString('utf16le');
}

function broken(text: string, piece: { range: TextRange; end: number }, problem: SqlSyntaxError): Statement {
	const { start, end } = piece.range;
	const relative = brokenStatement(text.slice(start, end), {
		...problem,
		range: shiftRange(problem.range, -start),
	});
	return shiftStatement(relative, start, piece.end);
}

/** SQLite stops reading at a NUL, wherever it is: in a comment or a string too. */
function withNul(statement: Statement, text: string, previousEnd: number): Statement {
	const at = text.indexOf('\0', previousEnd);
	if (at === -1 || at >= statement.end || statement.syntaxError !== undefined) return statement;
	return broken(text, statement, {
		message: 'a NUL character: SQLite reads nothing behind it',
		range: { start: at, end: at + 1 },
	});
}
