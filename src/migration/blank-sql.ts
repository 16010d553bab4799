/** White space, empty statements, byte order marks, and comments to the end of the line. */
const skipped = /[\s;\uFEFF]+|--[^\r\n]*/y;

/** True for a text with nothing in it but comments, white space and semicolons: no database would do anything. */
export function isBlankSql(text: string): boolean {
	return skipBlankSql(text) === text.length;
}

/** Returns the offset of the first token of an SQL text, or its length where it has none. */
export function skipBlankSql(text: string): number {
	let at = 0;
	while (at < text.length) {
		skipped.lastIndex = at;
		if (skipped.test(text)) at = skipped.lastIndex;
		else if (text.startsWith('/*', at)) at = blockCommentEnd(text, at);
		else return at;
	}
	return text.length;
}

/**
 * PostgreSQL's block comments nest and SQLite's do not. One that closes once more than it opens is read as SQLite does,
 * so a comment is taken as nested only where all of it closes.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
 */
function blockCommentEnd(text: string, start: number): number {
	let depth = 0;
	let firstClose: number | undefined;
	for (const { 0: mark, index } of text.slice(start).matchAll(/\/\*|\*\//g)) {
		depth += mark === '/*' ? 1 : -1;
		if (mark === '*/') firstClose ??= start + index + 2;
		if (depth === 0) return start + index + 2;
	}
	return firstClose ?? text.length;
}
