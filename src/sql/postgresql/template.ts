import { Scanner } from './scanner.ts';

/**
 * Tells whether a text that no grammar accepts may be meant for a template engine or for psql: outside of strings
 * and comments it holds a placeholder (`{{ … }}`, `{% … %}`, `${…}`, `<%= … %>`, `$%…%$`), a variable of psql (`:name`,
 * `:'name'`, `:"name"`) or a command of psql.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-INTERPOLATION
 */
export function looksLikeTemplate(text: string): boolean {
	const scanner = new Scanner(text);
	let previous = { text: '', end: -1 };
	let brackets = 0;
	while (scanner.next()) {
		const { start, end, kind, written } = scanner;
		const isAdjacent = previous.end === start;
		if (kind === 'psql') return true;
		if (written.startsWith('<%=') || (isAdjacent && OPENS_PLACEHOLDER.has(previous.text + written.charAt(0))))
			return true;
		// In brackets a colon divides the bounds of a slice.
		if (isAdjacent && previous.text === ':' && brackets === 0 && isNameOfVariable(kind)) return true;
		if (written === '[') brackets++;
		else if (written === ']') brackets--;
		previous = { text: written, end };
	}
	return false;
}

const OPENS_PLACEHOLDER: ReadonlySet<string> = new Set(['{{', '{%', '{#', '${', '$%']);

function isNameOfVariable(kind: Scanner['kind']): boolean {
	return kind === 'word' || kind === 'string' || kind === 'quoted';
}
