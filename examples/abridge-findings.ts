/**
 * Returns what `plumbline lint` printed with the files folded away that have no error: the report of a whole project is
 * longer than a screen. Files stand apart by an empty line, and the summary comes last.
 */
export function abridgeFindings(output: string): string {
	const blocks = output.trimEnd().split('\n\n');
	const summary = blocks.pop() ?? '';
	const shown = blocks.filter((block) => / error\b/.test(block));
	const folded = blocks.length - shown.length;
	const note = `(${folded} more ${folded === 1 ? 'file' : 'files'} with warnings: plumbline lint shows them)`;
	return [...shown, folded === 0 ? summary : `${note}\n${summary}`].join('\n\n');
}
