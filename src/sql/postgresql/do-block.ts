import type { DefElem, DoStmt, Node } from 'libpg-query';
import type { SchemaChange, UnknownChange } from '../schema-change.ts';
import { shiftStatement } from '../shift-statement.ts';
import { conditionalChange } from './changes/conditional-change.ts';
import { readChanges } from './changes/read-changes.ts';
import type { Reading } from './changes/reading.ts';
import { NestingMeter } from './nesting-meter.ts';
import { collectBlockStatements } from './plpgsql-statements.ts';
import { Scanner } from './scanner.ts';
import { StatementSource } from './statement-source.ts';

/**
 * Returns what a DO block does to the schema: the changes of the SQL statements in it, at their places in the block.
 * What it makes while running (EXECUTE), a body in another language than PL/pgSQL or in a string with quotation marks
 * that are doubled, and what does not parse, may change anything.
 */
export function readDoBlock(stmt: DoStmt, reading: Reading): readonly SchemaChange[] {
	const { source, parser } = reading;
	const notFollowed = (what: string): readonly UnknownChange[] => [{ type: 'unknown', range: source.range, what }];
	const body = findBody(stmt, source);
	if (body === undefined || languageOf(stmt) !== 'plpgsql') return notFollowed('a DO block');
	const block = readTokens(body.text);
	const json = block.nesting > DEEPEST_BLOCK ? undefined : parser.parsePlpgsql(source.text);
	if (json === undefined) return notFollowed('a DO block that does not parse');
	const changes: SchemaChange[] = [];
	let from = 0;
	for (const { sql, circumstance } of collectBlockStatements(json)) {
		if (sql === undefined) {
			changes.push(...notFollowed('EXECUTE in a DO block'));
			continue;
		}
		const inner = readInner(sql, reading);
		if (inner.length === 0) continue;
		const at = find(sql, body.text, from, block.starts);
		if (at === -1) {
			changes.push(...notFollowed('a statement in a DO block'));
			continue;
		}
		from = at + sql.length;
		changes.push(...place(inner, body.start + at, sql).map((change) => conditionalChange(change, circumstance)));
	}
	return changes;
}

/** In the units of `NestingMeter`. */
const DEEPEST_BLOCK = 400;

/** The body between dollar signs; the text in an ordinary string may differ from what is written. */
function findBody(
	stmt: DoStmt,
	source: StatementSource,
): { readonly text: string; readonly start: number } | undefined {
	const token = source.tokens[source.indexOf(findOption(stmt, 'as')?.location)];
	const tag = token && /^\$[^$]*\$/.exec(token.text)?.[0];
	if (token === undefined || tag === undefined) return undefined;
	const start = token.start + tag.length;
	return { text: source.text.slice(start, token.end - tag.length), start };
}

function languageOf(stmt: DoStmt): string {
	const arg = findOption(stmt, 'language')?.arg;
	return arg !== undefined && 'String' in arg ? (arg.String.sval ?? '') : 'plpgsql';
}

function findOption({ args }: DoStmt, name: string): DefElem | undefined {
	for (const node of args ?? []) if ('DefElem' in node && node.DefElem.defname === name) return node.DefElem;
	return undefined;
}

function readInner(sql: string, reading: Reading): readonly SchemaChange[] {
	const result = reading.parser.parse(sql, readTokens(sql).nesting);
	if (result.outcome !== 'tree') return [{ type: 'unknown', range: { start: 0, end: sql.length }, what: 'a DO block' }];
	return readChanges(result.tree satisfies Node, { ...reading, source: new StatementSource(sql) });
}

function place(changes: readonly SchemaChange[], offset: number, text: string): readonly SchemaChange[] {
	const range = { start: 0, end: text.length };
	return shiftStatement({ range, text, kind: '', changes, uses: [], transactional: true }, offset, 0).changes;
}

/** Finds where a statement is written: not in a comment or in the midst of a token. */
function find(sql: string, body: string, from: number, starts: ReadonlySet<number>): number {
	let at = body.indexOf(sql, from);
	while (at !== -1 && !starts.has(at)) at = body.indexOf(sql, at + 1);
	return at;
}

function readTokens(text: string): { readonly starts: ReadonlySet<number>; readonly nesting: number } {
	const starts = new Set<number>();
	const meter = new NestingMeter();
	const scanner = new Scanner(text);
	while (scanner.next()) {
		starts.add(scanner.start);
		const { kind, written, commentDepth } = scanner;
		meter.follow(kind, kind === 'word' ? written.toLowerCase() : written, commentDepth);
	}
	return { starts, nesting: meter.deepest };
}
