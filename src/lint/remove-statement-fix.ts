import type { Fix } from './finding.ts';
import type { StatementFact } from './rule.ts';

/**
 * Returns the suggested fix that takes a whole statement out, with its semicolon and the rest of its line. Only for SQL
 * files: in code the call around the string would stay behind.
 */
export function removeStatementFix(fact: StatementFact, title: string): readonly Fix[] {
	if (fact.script.language !== 'sql' || fact.statement.changes.length !== 1) return [];
	const { text } = fact.fragment;
	const lineEnd = /^[ \t]*(?:\r?\n)?/.exec(text.slice(fact.statement.end))?.[0].length ?? 0;
	const range = fact.toDocument({ start: fact.statement.range.start, end: fact.statement.end + lineEnd });
	return [{ title, safety: 'suggested', edits: [{ uri: fact.script.uri, range, newText: '' }] }];
}
