/** The first character of SQLite's class "illegal": it makes a token that the grammar refuses. */
const ILLEGAL_CHARACTER = '\u0001';

/**
 * Returns the text as the parser must see it, of the same length: SQLite takes a byte order mark where a token may begin
 * as white space (the parser, which counts in UTF-16, takes it as part of a name), and a NUL ends what the parser reads,
 * so that all behind it would be lost without a word.
 * https://www.sqlite.org/src/file?name=src/tokenize.c (CC_BOM, CC_NUL)
 */
export function prepareText(text: string): string {
	let prepared = text;
	if (prepared.includes('\0')) prepared = prepared.replaceAll('\0', ILLEGAL_CHARACTER);
	if (prepared.includes('\uFEFF')) {
		prepared = prepared.replace(
			/(^|[^\w$\u0080-\uFEFE\uFF00-\uFFFF])(\uFEFF+)/g,
			(_, before: string, marks: string) => before + ' '.repeat(marks.length),
		);
	}
	return prepared;
}
