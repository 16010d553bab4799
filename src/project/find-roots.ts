import { CONFIGURATION_FILE } from './configuration-file.ts';
import { discover } from './discover.ts';
import { diskFiles, type FileSystem, UnreadableFileError } from './file-system.ts';
import { joinUri } from './uri.ts';
import { walk } from './walk.ts';

/** Returns the nearest folder upwards with a `plumbline.json`; where there is none, the folder itself, or that of a file. */
export async function findProjectRoot(from: string, files: FileSystem = diskFiles): Promise<string> {
	for (let folder = from; ; folder = joinUri(folder, '..')) {
		if (await files.exists(joinUri(folder, CONFIGURATION_FILE))) return folder;
		if (joinUri(folder, '..') === folder) break;
	}
	const isFile = await files.list(from).then(
		() => false,
		(error: unknown) => error instanceof UnreadableFileError && error.reason === 'not a folder',
	);
	return isFile ? joinUri(from, '..') : from;
}

/**
 * Returns the project roots of workspace folders: every folder with a `plumbline.json`, and a workspace folder itself where
 * migrations are found that no such root below it holds.
 */
export async function findProjectRoots(
	folders: readonly string[],
	files: FileSystem = diskFiles,
): Promise<readonly string[]> {
	const roots = new Set<string>();
	for (const folder of folders) {
		const configured: string[] = [];
		for await (const { uri, entries } of walk(files, folder, () => undefined)) {
			if (entries.some(({ name, kind }) => name === CONFIGURATION_FILE && kind === 'file')) configured.push(uri);
		}
		for (const uri of configured) roots.add(uri);
		const { folders: found } = await discover(files, folder);
		const owned = (uri: string) => configured.some((root) => uri === root || uri.startsWith(`${root}/`));
		if (found.some(({ uri }) => !owned(uri))) roots.add(folder);
	}
	return [...roots];
}
