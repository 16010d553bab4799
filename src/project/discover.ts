import { conventions } from '../migration/conventions/all.ts';
import { CONFIGURATION_FILE } from './configuration-file.ts';
import { isSqliteFile } from './environment.ts';
import type { FileSystem, FolderEntry } from './file-system.ts';
import { isBelow } from './uri.ts';
import { type FoundFolder, walk } from './walk.ts';

/** What a look through a project's folders brought up. */
export interface Discovery {
	/** Folders that look like migration directories, with their files by path relative to the folder. */
	readonly folders: readonly CandidateFolder[];
	/** SQLite files, those that git ignores included: that is where local databases live. */
	readonly databases: readonly FolderEntry[];
	/** One sentence for each folder that could not be read. */
	readonly problems: readonly string[];
}

export interface CandidateFolder {
	readonly uri: string;
	readonly files: readonly { readonly uri: string; readonly fileName: string }[];
}

const FOLDER_NAME = /^(?:(?:db|sql|schema|data)?[_-]?migrations?|migrate|versions)$/i;
/** A folder of another name must hold this many files that a convention reads, so that one numbered script is no directory. */
const FEWEST_ELSEWHERE = 3;
/** Where each migration is a folder, its name begins with a number. */
const NUMBERED_FOLDER = /^\d+[_-]/;
const MIGRATION_FILE = /\.(?:sql|py|[cm]?[jt]s)$/i;

/** Looks through the folders below `root` for migration directories and local databases. What lies below another root is that one's. */
export async function discover(files: FileSystem, root: string): Promise<Discovery> {
	const folders: CandidateFolder[] = [];
	const databases: FolderEntry[] = [];
	const problems: string[] = [];
	const nested: string[] = [];
	for await (const folder of walk(files, root, (error) => problems.push(error.message))) {
		if (folder.uri !== root && hasConfiguration(folder)) nested.push(folder.uri);
		if (nested.some((other) => isBelow(other, folder.uri))) continue;
		for (const entry of folder.entries) {
			if (entry.kind === 'file' && (await isSqliteFile(files, entry))) databases.push(entry);
		}
		const candidate = folder.ignored ? undefined : await candidateOf(files, folder);
		if (candidate !== undefined) folders.push(candidate);
	}
	return { folders, databases, problems };
}

/** Lists a configured folder as a candidate, whatever its files look like. Throws `UnreadableFileError`. */
export async function listFolder(files: FileSystem, uri: string): Promise<CandidateFolder> {
	return filesOf(files, { uri, entries: await files.list(uri), ignored: false });
}

function hasConfiguration({ entries }: FoundFolder): boolean {
	return entries.some(({ name, kind }) => name === CONFIGURATION_FILE && kind === 'file');
}

async function candidateOf(files: FileSystem, folder: FoundFolder): Promise<CandidateFolder | undefined> {
	const name = decodeURIComponent(folder.uri.slice(folder.uri.lastIndexOf('/') + 1));
	const candidate = await filesOf(files, folder);
	const read = candidate.files.filter(({ fileName }) =>
		conventions.some((convention) => convention.parseName(fileName)),
	);
	return read.length >= (FOLDER_NAME.test(name) ? 1 : FEWEST_ELSEWHERE) ? candidate : undefined;
}

/** A convention may put each migration into a folder of its own (`20240102_name/migration.sql`): those are listed too. */
async function filesOf(files: FileSystem, { uri, entries }: FoundFolder): Promise<CandidateFolder> {
	// A folder that is named like a migration is listed as one: reading it then says what is wrong with it.
	const own = entries.filter((entry) => MIGRATION_FILE.test(entry.name));
	const nested = entries.filter((entry) => entry.kind === 'folder' && NUMBERED_FOLDER.test(entry.name));
	const below = await Promise.all(
		nested.map(async (folder) => {
			const found = await files.list(folder.uri).catch(() => []);
			return found
				.filter((entry) => entry.kind === 'file' && MIGRATION_FILE.test(entry.name))
				.map((entry) => ({ uri: entry.uri, fileName: `${folder.name}/${entry.name}` }));
		}),
	);
	return { uri, files: [...own.map((entry) => ({ uri: entry.uri, fileName: entry.name })), ...below.flat()] };
}
