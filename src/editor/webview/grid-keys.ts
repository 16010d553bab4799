/** Moves from cell to cell by the keys of a grid (https://www.w3.org/WAI/ARIA/apg/patterns/grid/); Enter is a click. */
export function moveInGrid(event: KeyboardEvent): void {
	const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('tbody [tabindex]') : null;
	if (cell === null) return;
	if (event.key === 'Enter' || event.key === ' ') {
		event.preventDefault();
		cell.click();
		return;
	}
	const next = neighbour(cell, event);
	if (next === undefined) return;
	event.preventDefault();
	focusOn(next);
}

/** Remembers which cell has the focus, and returns what gives it back after the page was made anew. */
export function keepFocus(root: HTMLElement): () => void {
	const focused = document.activeElement;
	const place = focused instanceof HTMLElement ? placeOf(focused) : undefined;
	if (place === undefined) return () => undefined;
	return () => {
		const table = root.querySelectorAll('table')[place.table];
		const cell = table?.tBodies[0]?.rows[place.row]?.cells[place.column];
		if (cell !== undefined) focusOn(cell);
	};
}

function neighbour(cell: HTMLElement, { key, ctrlKey }: KeyboardEvent): HTMLElement | undefined {
	const place = placeOf(cell);
	const body = cell.closest('tbody');
	if (place === undefined || body === null) return undefined;
	const lastRow = body.rows.length - 1;
	const lastColumn = (body.rows[place.row]?.cells.length ?? 1) - 1;
	const at = (row: number, column: number) => body.rows[row]?.cells[column];
	switch (key) {
		case 'ArrowDown':
			return at(place.row + 1, place.column);
		case 'ArrowUp':
			return at(place.row - 1, place.column);
		case 'ArrowRight':
			return at(place.row, place.column + 1);
		case 'ArrowLeft':
			return at(place.row, place.column - 1);
		case 'Home':
			return at(ctrlKey ? 0 : place.row, 0);
		case 'End':
			return at(ctrlKey ? lastRow : place.row, lastColumn);
		default:
			return undefined;
	}
}

function placeOf(element: HTMLElement): { table: number; row: number; column: number } | undefined {
	const cell = element.closest<HTMLTableCellElement>('td, tbody th');
	const row = cell?.closest('tr');
	const table = cell?.closest('table');
	if (cell === null || row == null || table == null) return undefined;
	return {
		table: [...document.querySelectorAll('table')].indexOf(table),
		row: row.sectionRowIndex,
		column: cell.cellIndex,
	};
}

function focusOn(cell: HTMLElement): void {
	for (const other of cell.closest('table')?.querySelectorAll<HTMLElement>('[tabindex="0"]') ?? []) other.tabIndex = -1;
	cell.tabIndex = 0;
	cell.focus();
}
