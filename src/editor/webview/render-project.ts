import type { FromMatrix, MatrixCell, MatrixProject, MatrixRow, MatrixWords } from '../matrix/matrix-model.ts';

/** A mark beside each word, so that a column reads at a glance; the word says what it means. */
const marks: Readonly<Record<string, string>> = {
	applied: '✓',
	pending: '○',
	failed: '✕',
	skipped: '↷',
	edited: '✎',
	'out-of-order': '⇅',
	'missing-file': '?',
	reverted: '↺',
};

/** Returns a project as a heading, a grid, and the lists of databases that are not in it. */
export function renderProject(project: MatrixProject, words: MatrixWords, withName: boolean): HTMLElement {
	const section = document.createElement('section');
	if (withName) section.append(text('h2', project.name));
	section.append(project.columns.length === 0 ? text('p', words.empty) : renderGrid(project, words));
	if (project.notInitialised.length > 0) {
		section.append(text('p', `${words.notInitialised}: ${project.notInitialised.join(', ')}`, 'apart'));
	}
	if (project.notRead.length > 0) {
		const line = text('p', `${words.notRead}: `, 'apart');
		for (const name of project.notRead) {
			const button = text('button', words.connect.replace('{0}', name));
			asks(button, { type: 'connect', root: project.root, name });
			line.append(button, ' ');
		}
		section.append(line);
	}
	return section;
}

function renderGrid(project: MatrixProject, words: MatrixWords): HTMLElement {
	const table = document.createElement('table');
	table.setAttribute('role', 'grid');
	table.setAttribute('aria-label', project.name);
	const head = table.createTHead().insertRow();
	head.append(header('col', words.migration));
	for (const { name, state, fault } of project.columns) {
		const cell = header('col', name);
		cell.append(text('small', state, fault ? 'fault' : ''));
		head.append(cell);
	}
	const body = table.createTBody();
	for (const row of project.rows) body.append(renderRow(row, project, words));
	return wrapped(table);
}

function renderRow(row: MatrixRow, { columns }: MatrixProject, words: MatrixWords): HTMLElement {
	const line = document.createElement('tr');
	const first = header('row', row.label);
	first.tabIndex = -1;
	if (row.uri !== undefined) asks(first, { type: 'open', uri: row.uri });
	line.append(first);
	for (const [index, cell] of row.cells.entries()) {
		const rendered = renderCell(cell, words);
		rendered.setAttribute('aria-label', `${row.label}, ${columns[index]?.name ?? ''}: ${describe(cell, words)}`);
		if (row.uri !== undefined) asks(rendered, { type: 'open', uri: row.uri });
		line.append(rendered);
	}
	return line;
}

function renderCell(cell: MatrixCell | undefined, words: MatrixWords): HTMLElement {
	const rendered = document.createElement('td');
	rendered.tabIndex = -1;
	rendered.title = describe(cell, words);
	if (cell === undefined) {
		rendered.textContent = '–';
		return rendered;
	}
	rendered.className = cell.kind;
	rendered.append(text('span', marks[cell.kind] ?? '', 'mark'), ` ${cell.label}`);
	// Beside what is fine otherwise, the note is the news; elsewhere it only explains, when somebody points at it.
	if (cell.note !== undefined && cell.kind === 'applied') rendered.append(text('small', cell.note));
	return rendered;
}

function describe(cell: MatrixCell | undefined, words: MatrixWords): string {
	if (cell === undefined) return words.unknown;
	return cell.note === undefined ? cell.label : `${cell.label} (${cell.note})`;
}

function header(scope: 'row' | 'col', label: string): HTMLElement {
	const cell = text('th', label);
	cell.setAttribute('scope', scope);
	return cell;
}

/** Wide tables scroll sideways in their own box, and the first column stays. */
function wrapped(table: HTMLElement): HTMLElement {
	const box = document.createElement('div');
	box.className = 'scroll';
	box.append(table);
	// One cell is in the tab order; arrows go on from there.
	const first = table.querySelector<HTMLElement>('tbody [tabindex]');
	if (first !== null) first.tabIndex = 0;
	return box;
}

function asks(element: HTMLElement, message: FromMatrix): void {
	element.dataset.ask = JSON.stringify(message);
}

function text(name: string, content: string, className = ''): HTMLElement {
	const element = document.createElement(name);
	element.textContent = content;
	if (className !== '') element.className = className;
	return element;
}
