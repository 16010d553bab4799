/** Prints rows under their heads, numbers to the right. */
export function printTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
	const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]) =>
		cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
	console.log(`\n${title}\n`);
	console.log(line(heads));
	console.log(line(widths.map((width) => '─'.repeat(width))));
	for (const row of rows) console.log(line(row));
}
