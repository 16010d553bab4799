import { groupBy } from '../../sql/group-by.ts';
import type { DatabaseStatus, MigrationState, MigrationStatus } from '../../worker/protocol.ts';
import type { Terminal } from '../terminal.ts';

const MARKS: Readonly<Record<MigrationState, string>> = {
	applied: '✓',
	pending: '·',
	failed: '✗',
	skipped: '~',
	edited: 'e',
	'out of order': '!',
	'missing file': '?',
	reverted: '↩',
};

/** Prints one line a database, then the matrix of migrations and databases; databases without a migrations table apart. */
export function printMatrix(databases: readonly DatabaseStatus[], terminal: Terminal): void {
	const { colours } = terminal;
	if (databases.length === 0) {
		terminal.print('This project has no databases. Write them under "environments" in plumbline.json.');
		return;
	}
	const used = databases.filter(({ state }) => state !== 'not initialised' && state !== 'unreadable');
	const width = Math.max(...databases.map(({ name }) => name.length));
	for (const database of used) {
		terminal.print(`${mark(database, terminal)} ${colours.bold(database.name.padEnd(width))}  ${summaryOf(database)}`);
	}
	const unreadable = databases.filter(({ state }) => state === 'unreadable');
	for (const [error, ofError] of groupBy(unreadable, (database) => database.error ?? 'cannot be read')) {
		const names = ofError.map(({ name }) => name).join(', ');
		terminal.print(`${colours.red('✗')} ${colours.bold(names.padEnd(width))}  ${error}`);
	}
	const fresh = databases.filter(({ state }) => state === 'not initialised');
	if (fresh.length > 0) terminal.print(colours.dim(`· not initialised: ${fresh.map(({ name }) => name).join(', ')}`));
	if (used.length > 0) printTable(used, terminal);
}

function printTable(databases: readonly DatabaseStatus[], terminal: Terminal): void {
	const { colours } = terminal;
	const rows = rowsOf(databases);
	const nameWidth = Math.max(...rows.map((label) => label.length));
	terminal.print('');
	terminal.print(`${''.padEnd(nameWidth)}  ${databases.map(({ name }) => colours.bold(name)).join('  ')}`);
	for (const label of rows) {
		const cells = databases.map((database) => {
			const found = database.migrations.find((migration) => labelOf(migration) === label);
			return cell(found, database.name.length, terminal);
		});
		terminal.print(`${label.padEnd(nameWidth)}  ${cells.join('  ')}`.trimEnd());
	}
	const seen = new Set(databases.flatMap(({ migrations }) => migrations.map(({ state }) => state)));
	terminal.print(colours.dim([...seen].map((state) => `${MARKS[state]} ${state}`).join('   ')));
	printNotes(databases, terminal);
}

/** What a mark alone does not say: `applied after 004`. Of what is skipped or pending the marks say enough. */
function printNotes(databases: readonly DatabaseStatus[], { print, colours }: Terminal): void {
	for (const { name, migrations } of databases) {
		for (const { version, state, note } of migrations) {
			if (note === undefined || state === 'skipped' || state === 'pending') continue;
			print(`${colours.bold(name)} ${version}: ${note}`);
		}
	}
}

/** The rows are the migrations of all databases, in the order in which the first database that knows them has them. */
function rowsOf(databases: readonly DatabaseStatus[]): readonly string[] {
	return [...new Set(databases.flatMap(({ migrations }) => migrations.map(labelOf)))];
}

/** With the name, since two files may have taken one number. */
function labelOf({ version, name }: MigrationStatus): string {
	return `${version} ${name}`;
}

function cell(migration: MigrationStatus | undefined, width: number, { colours }: Terminal): string {
	if (migration === undefined) return ''.padEnd(width);
	const text = MARKS[migration.state].padEnd(width);
	switch (migration.state) {
		case 'applied':
			return colours.green(text);
		case 'pending':
		case 'reverted':
			return colours.dim(text);
		case 'failed':
			return colours.red(text);
		default:
			return colours.yellow(text);
	}
}

function mark(database: DatabaseStatus, { colours }: Terminal): string {
	if (database.state === 'up to date') return colours.green('✓');
	return database.state === 'failed' ? colours.red('✗') : colours.yellow('!');
}

function summaryOf(database: DatabaseStatus): string {
	const counted = (state: MigrationState) => database.migrations.filter((migration) => migration.state === state);
	const parts = (['pending', 'skipped', 'out of order', 'edited', 'failed', 'missing file'] as const)
		.map((state) => ({ state, count: counted(state).length }))
		.filter(({ count }) => count > 0)
		.map(({ state, count }) => `${count} ${state}`);
	return parts.length === 0 ? database.state : `${database.state}: ${parts.join(', ')}`;
}
