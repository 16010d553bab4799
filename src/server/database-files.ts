import { isBelow, joinUri, uriOfPath } from '../project/uri.ts';

/** Where an environment's SQLite files are: `pattern` is a glob below the folder `base`. */
export interface DatabaseFiles {
	readonly environment: string;
	/** URI of a folder without wildcards. */
	readonly base: string;
	/** With `/`; of one file where it has no wildcards. */
	readonly pattern: string;
}

const scheme = 'sqlite:';
const absolute = /^(?:[/\\]|[A-Za-z]:[/\\])/;
const wildcards = /[*?[\]{}]/;

/**
 * Returns where the files of an environment are, from its URL as configured. Undefined for databases that are no local
 * files, and where a placeholder stands in the path: what that says is known on connecting alone.
 */
export function databaseFiles(
	root: string,
	{ name, url }: { readonly name: string; readonly url: string },
): DatabaseFiles | undefined {
	if (!url.startsWith(scheme) || url.includes('${')) return undefined;
	const path = url.slice(scheme.length).split('?')[0] ?? '';
	if (path === '' || path === ':memory:') return undefined;
	const parts = path.replaceAll('\\', '/').split('/');
	const firstWild = parts.findIndex((part) => wildcards.test(part));
	const fixed = parts.slice(0, firstWild === -1 ? -1 : firstWild).join('/');
	const pattern = parts.slice(firstWild === -1 ? -1 : firstWild).join('/');
	const base = absolute.test(path) ? uriOfPath(fixed === '' ? '/' : fixed) : joinUri(root, fixed);
	return { environment: name, base, pattern };
}

/** What SQLite writes beside a database and that changes with it: the write-ahead log. */
const walSuffix = '-wal';
const usualEndings = /\.(?:db|sqlite|sqlite3)$/i;

/** Returns the globs of an environment's files and their write-ahead logs, below `base`. */
export function watchedPatterns({ pattern }: DatabaseFiles): readonly string[] {
	return [pattern, `${pattern}${walSuffix}`];
}

/** True for a file of the environment, or the write-ahead log of one. For a glob, place and ending decide. */
export function mayBeDatabase({ base, pattern }: DatabaseFiles, uri: string): boolean {
	const file = uri.endsWith(walSuffix) ? uri.slice(0, -walSuffix.length) : uri;
	if (!wildcards.test(pattern)) return file === joinUri(base, pattern);
	if (!isBelow(base, file)) return false;
	const name = pattern.slice(pattern.lastIndexOf('/') + 1);
	if (!wildcards.test(name)) return file.endsWith(`/${name}`);
	const ending = /\.\w+$/.exec(name)?.[0];
	return ending === undefined ? usualEndings.test(file) : file.endsWith(ending);
}
