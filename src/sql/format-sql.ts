import type { Dialect } from './dialect.ts';

/** A formatted text would not say the same: nothing is written. */
export class FormatRefusedError extends Error {
	override readonly name = 'FormatRefusedError';
}

/**
 * Returns the text of an SQL file with its layout made even. Keywords, names, literals and comments stay as they are written.
 * @throws FormatRefusedError where a statement does not parse, or where layout would not be the only difference
 */
export async function formatSql(text: string, dialect: Dialect): Promise<string> {
	const before = dialect.read(text);
	const broken = before.find(({ syntaxError }) => syntaxError !== undefined);
	if (broken?.syntaxError !== undefined)
		throw new FormatRefusedError(`it does not parse: ${broken.syntaxError.message}`);
	const { formatDialect, postgresql, sqlite } = await import('sql-formatter');
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const options = { dialect: { postgresql, sqlite }[dialect.name], useTabs: /^\t/m.test(text), linesBetweenQueries: 1 };
	const laidOut = formatDialect(text.replaceAll('\r\n', '\n'), options);
	const formatted = `${laidOut.trimEnd()}\n`.replaceAll('\n', newline);
	if (squeezed(formatted) !== squeezed(text) || dialect.read(formatted).length !== before.length) {
		throw new FormatRefusedError('formatting would change more than its layout');
	}
	return formatted;
}

/**
 * The text without white space, but with all of it inside quotes, where it counts, and with whether a comment stands behind something:
 * moved to a line of its own it would be about the next statement.
 */
function squeezed(text: string): string {
	const parts = text.split(/('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|(\$\w*\$)[\s\S]*?\2|--[^\n]*)/);
	return parts
		.map((part, index) => {
			if (index % 3 !== 1) return (part ?? '').replace(/\s+/g, '');
			if (!part.startsWith('--')) return part;
			const isAlone = /(?:^|\n)[ \t]*$/.test(parts.slice(0, index).at(-1) ?? '');
			return `${isAlone ? '\n' : ' '}${part.trimEnd()}`;
		})
		.join('');
}
