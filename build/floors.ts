/** Pure functions over texts and findings, which faces need to show what they are given. */
const pureParts = [
	'sql/line-index',
	'sql/text-range',
	'lint/apply-edits',
	'sql/group-by',
	'lint/suppress-finding',
	'lint/rule-page',
];

/**
 * Who stands on whom, ground floor first: a room of `src/` imports only what is listed here, type imports included. The
 * table is docs/architecture.md's; `check-floors.ts` holds the sources against it.
 *
 * An entry is a room (all of it), or a file of a room without its ending (`worker/protocol`).
 */
export const floors: Readonly<Record<string, readonly string[]>> = {
	sql: [],
	schema: ['sql'],
	migration: ['sql', 'schema'],
	database: ['sql', 'schema'],
	lint: ['sql', 'schema', 'migration'],
	ledger: ['sql', 'schema', 'migration', 'database'],
	run: ['sql', 'schema', 'migration', 'database', 'ledger'],
	verify: ['sql', 'schema', 'migration', 'database', 'ledger', 'run'],
	project: ['sql', 'schema', 'migration', 'database', 'lint', 'ledger', 'run', 'verify'],
	worker: ['project'],
	cli: ['worker/protocol', 'worker/client', 'project', ...pureParts],
	server: ['worker/protocol', 'worker/client', 'project', ...pureParts],
	editor: ['server/protocol'],
	library: ['lint', 'migration', 'run', 'project', 'worker/protocol', 'worker/client'],
};

/**
 * The rooms and files whose plain values cross between processes. The protocols are written in these values' types, and those who
 * speak a protocol may name them: by `import type`, which is gone at run time.
 */
export const values: readonly string[] = [
	'sql',
	'schema',
	'migration',
	'lint',
	'ledger',
	'run',
	'verify',
	'project/summary',
];
export const valueReaders: readonly string[] = ['worker', 'cli', 'server'];

/** Parts of a room that only some may import: what is in `project/session` loads database drivers. */
export const restrictedFolders: Readonly<Record<string, readonly string[]>> = {
	'project/session': ['project/session', 'worker'],
};

/** Packages that belong to one room. Elsewhere they would bring a native module, or an editor, to where there is none. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
	vscode: ['editor'],
	'vscode-languageclient': ['editor'],
	'vscode-languageserver': ['server'],
	'better-sqlite3': ['database'],
	'node:sqlite': ['database'],
	pg: ['database'],
	'@electric-sql/pglite': ['database'],
};
