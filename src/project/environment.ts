import type { DialectName } from '../sql/dialect.ts';
import type { Configuration } from './configuration.ts';
import type { FileSystem, FolderEntry } from './file-system.ts';
import { relativePath } from './uri.ts';

/** A named database, or a glob of them. */
export interface Environment {
	readonly name: string;
	/** As configured; placeholders are filled in on connecting, and never shown. */
	readonly url: string;
	readonly protected: boolean;
	/** False for databases that are reached over a network: contacted only once a person connects them. */
	readonly local: boolean;
	/** Found, and not written in `plumbline.json`. */
	readonly discovered: boolean;
}

/** Returns the configured environments, or else the SQLite files that were found. */
export function environmentsOf(
	root: string,
	configuration: Configuration,
	found: readonly FolderEntry[],
): readonly Environment[] {
	if (configuration.environments !== undefined) {
		return Object.entries(configuration.environments).map(([name, { url, protected: isProtected }]) => ({
			name,
			url,
			protected: isProtected,
			local: url.startsWith('sqlite:'),
			discovered: false,
		}));
	}
	const paths = found.map(({ uri }) => relativePath(root, uri));
	const withoutEnding = (path: string) => path.replace(/\.[^.]+$/, '');
	return paths.map((path) => {
		const name = withoutEnding(path);
		const isUnique = paths.filter((other) => withoutEnding(other) === name).length === 1;
		return {
			// `app.db` beside `app.sqlite`: each must be reachable by its name.
			name: isUnique ? name : path,
			url: `sqlite:${path}`,
			protected: false,
			local: true,
			discovered: true,
		};
	});
}

/** Returns the dialect of all environments, or undefined where they differ or their URLs do not say. */
export function commonDialect(environments: readonly Environment[]): DialectName | undefined {
	const dialects = new Set(environments.map(({ url }) => dialectOfUrl(url)));
	const [dialect] = dialects;
	return dialects.size === 1 ? dialect : undefined;
}

function dialectOfUrl(url: string): DialectName | undefined {
	if (url.startsWith('sqlite:')) return 'sqlite';
	return /^postgres(?:ql)?:/.test(url) ? 'postgresql' : undefined;
}

const SQLITE_HEADER = 'SQLite format 3\0';

/** True for files that SQLite opens as a database: by their first bytes, and not by their name alone. */
export async function isSqliteFile(files: FileSystem, entry: FolderEntry): Promise<boolean> {
	if (!/\.(?:db|sqlite|sqlite3)$/i.test(entry.name)) return false;
	const head = await files.readHead(entry.uri, SQLITE_HEADER.length).catch(() => undefined);
	return head !== undefined && (head.length === 0 || new TextDecoder('latin1').decode(head) === SQLITE_HEADER);
}
