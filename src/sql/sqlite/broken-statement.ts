import type { ParseDiagnostic, Token } from 'sqlite3-parser';
import type { ObjectName } from '../object-name.ts';
import type { SchemaChange } from '../schema-change.ts';
import type { RelativeStatement } from '../shift-statement.ts';
import type { SqlSyntaxError } from '../statement.ts';
import { foldName, unquoteIdentifier } from './identifiers.ts';
import { tokenize } from './parser.ts';
import { ID, STRING } from './tokens.ts';

/** Returns a statement that does not parse: what its first words say that it was to touch is unknown from there on. */
export function brokenStatement(text: string, syntaxError: SqlSyntaxError): RelativeStatement {
	return {
		range: { start: 0, end: text.length },
		text,
		kind: 'unknown',
		syntaxError,
		changes: changesMeant(text),
		uses: [],
		transactional: true,
	};
}

/** Returns the parser's own words, at a token that can be seen: at the end of the text it names a place of no length. */
export function toSyntaxError(diagnostic: ParseDiagnostic, tokens: readonly Token[], length: number): SqlSyntaxError {
	const { message, span, hints } = diagnostic;
	const last = tokens.findLast((token) => token.synthetic !== true)?.span;
	const { offset, length: width } = span.length === 0 && last !== undefined ? last : span;
	const start = Math.min(offset, length);
	const end = Math.min(start + width, length);
	const hint = hints?.map((each) => each.message).find((each) => !each.startsWith('escaped token'));
	return {
		message,
		range: { start, end },
		...(hint !== undefined && { hint }),
	};
}

/** Statements that leave the schema alone, whatever is wrong with them. */
const LEAVES_SCHEMA_ALONE = new Set(
	`INSERT REPLACE UPDATE DELETE SELECT VALUES WITH PRAGMA ATTACH DETACH BEGIN COMMIT END ROLLBACK SAVEPOINT RELEASE
	VACUUM ANALYZE REINDEX EXPLAIN`.split(/\s+/),
);

/** CREATE, ALTER or DROP TABLE with the name of the table; CREATE INDEX, VIEW or TRIGGER touch no table's columns. */
function changesMeant(text: string): readonly SchemaChange[] {
	const words: Token[] = [];
	for (const token of tokenize(text)) {
		words.push(token);
		if (words.length === MOST_WORDS) break;
	}
	const keywords = words.map((token) => token.text.toUpperCase());
	const first = keywords[0] ?? '';
	if (LEAVES_SCHEMA_ALONE.has(first)) return [];
	const range = { start: 0, end: text.length };
	const tables = ['CREATE', 'ALTER', 'DROP'].includes(first) ? tableMeant(words, keywords) : undefined;
	return [{ type: 'unknown', range, what: 'a statement that does not parse', ...(tables && { tables }) }];
}

/** CREATE TEMP TABLE IF NOT EXISTS main . t */
const MOST_WORDS = 9;

function tableMeant(words: readonly Token[], keywords: readonly string[]): readonly ObjectName[] | undefined {
	let at = keywords.indexOf('TABLE');
	if (at < 1 || at > 2) return undefined;
	at++;
	if (keywords[at] === 'IF') at += keywords[at + 1] === 'NOT' ? 3 : 2;
	const name = nameAt(words, at);
	if (name === undefined || keywords[at + 1] !== '.') return name && [name];
	const qualified = nameAt(words, at + 2);
	return qualified && [{ ...qualified, schema: name.name }];
}

function nameAt(words: readonly Token[], at: number): ObjectName | undefined {
	const token = words[at];
	if (token === undefined || (token.type !== ID && token.type !== STRING)) return undefined;
	const { offset, length } = token.span;
	return { name: foldName(unquoteIdentifier(token.text)), range: { start: offset, end: offset + length } };
}
