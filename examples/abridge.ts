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

/** Returns what `plumbline status` printed, neighbouring rows of the matrix that say the same of every database as one. */
export function abridgeMatrix(output: string): string {
	const lines: string[] = [];
	let alike: string[] = [];
	const flush = () => {
		const [first, last] = [alike[0], alike.at(-1)];
		if (first !== undefined && last !== undefined && alike.length > 2) lines.push(asOneRow(first, last));
		else lines.push(...alike);
		alike = [];
	};
	for (const line of output.split('\n')) {
		const cells = cellsOf(line);
		if (cells === undefined || (alike[0] !== undefined && cells !== cellsOf(alike[0]))) flush();
		if (cells === undefined) lines.push(line);
		else alike.push(line);
	}
	flush();
	return lines.join('\n');
}

const ROW = /^(?<label>(?<version>\d+) \S+ +)(?<cells>.*)$/;

/** The marks of a row, without the migration that it is about; undefined for other lines. */
function cellsOf(line: string): string | undefined {
	return ROW.exec(stripVTControlCharacters(line))?.groups?.cells;
}

/** The label of a row has no colours, so it can be exchanged in the line as it was printed. */
function asOneRow(first: string, last: string): string {
	const label = ROW.exec(stripVTControlCharacters(first))?.groups?.label ?? '';
	const [from, to] = [first, last].map((line) => ROW.exec(stripVTControlCharacters(line))?.groups?.version);
	return `${`${from} … ${to}`.padEnd(label.length)}${first.slice(label.length)}`;
}
