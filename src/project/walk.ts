import ignore, { type Ignore } from 'ignore';
import type { FileSystem, FolderEntry } from './file-system.ts';
import { relativePath } from './uri.ts';

/** Folders of other people's code and of build results: never looked into. */
const VENDORED = new Set([
	'node_modules',
	'bower_components',
	'vendor',
	'third_party',
	'site-packages',
	'venv',
	'__pycache__',
	'dist',
	'build',
	'out',
	'target',
	'coverage',
]);

const DEEPEST = 8;

export interface FoundFolder {
	readonly uri: string;
	readonly entries: readonly FolderEntry[];
	/** True where `.gitignore` leaves the folder out: no migrations are looked for there, but local databases are. */
	readonly ignored: boolean;
}

/**
 * Lists the folders below `root`, itself included, that a project may consist of. Vendored trees and hidden folders are
 * skipped; a folder that cannot be read is reported by `onUnreadable` and passed over.
 */
export async function* walk(
	files: FileSystem,
	root: string,
	onUnreadable: (error: Error) => void,
): AsyncGenerator<FoundFolder> {
	yield* visit(root, 0, [], false);

	async function* visit(
		uri: string,
		depth: number,
		rules: readonly { readonly base: string; readonly ignore: Ignore }[],
		ignored: boolean,
	): AsyncGenerator<FoundFolder> {
		const entries = await files.list(uri).catch((error: Error) => {
			onUnreadable(error);
			return undefined;
		});
		if (entries === undefined) return;
		const here = await ownRules(uri, entries);
		const all = here === undefined ? rules : [...rules, here];
		yield { uri, entries, ignored };
		if (depth === DEEPEST) return;
		for (const entry of entries) {
			if (entry.kind !== 'folder' || entry.name.startsWith('.') || VENDORED.has(entry.name)) continue;
			const leftOut = ignored || all.some(({ base, ignore }) => ignore.ignores(`${relativePath(base, entry.uri)}/`));
			yield* visit(entry.uri, depth + 1, all, leftOut);
		}
	}

	async function ownRules(uri: string, entries: readonly FolderEntry[]) {
		const file = entries.find(({ name, kind }) => name === '.gitignore' && kind === 'file');
		if (file === undefined) return undefined;
		const text = await files.readText(file.uri).catch(() => '');
		return { base: uri, ignore: ignore().add(text) };
	}
}
