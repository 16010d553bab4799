import { stripVTControlCharacters } from 'node:util';

/**
 * Returns what `plumbline lint` printed with the files folded away that have no error: the report of a whole project is
 * longer than a screen. Files stand apart by an empty line, and the summary comes last.
 */
export function abridgeFindings(output: string): string {
	const blocks = output.trimEnd().split('\n\n');
	const summary = blocks.pop() ?? '';
	const shown = blocks.filter((block) => / error\b/.test(stripVTControlCharacters(block)));
	const folded = blocks.length - shown.length;
	const note = `(${folded} more ${folded === 1 ? 'file' : 'files'} with warnings: plumbline lint shows them)`;
	return [...shown, folded === 0 ? summary : `${note}\n${summary}`].join('\n\n');
}

/** Returns what `plumbline status` printed with rows of the matrix folded together that say the same of every database. */
export function abridgeMatrix(output: string): string {
	const lines: string[] = [];
	let alike: string[] = [];
	const flush = () => {
		const inner = alike.slice(1, -1);
		if (inner.length > 1)
			lines.push(...alike.slice(0, 1), `  ⋮ ${inner.length} more that read the same`, ...alike.slice(-1));
		else lines.push(...alike);
		alike = [];
	};
	for (const line of output.split('\n')) {
		if (alike[0] === undefined || cellsOf(line) === undefined || cellsOf(line) !== cellsOf(alike[0])) flush();
		if (cellsOf(line) === undefined) lines.push(line);
		else alike.push(line);
	}
	flush();
	return lines.join('\n');
}

/** The marks of a row, without the migration that it is about; undefined for other lines. */
function cellsOf(line: string): string | undefined {
	return /^\d+ \S+ +(?<cells>.*)$/.exec(stripVTControlCharacters(line))?.groups?.cells;
}
