import { type FileSystem, type FolderEntry, UnreadableFileError } from '../../src/project/file-system.ts';
import { joinUri } from '../../src/project/uri.ts';

/** Returns a file system that holds `texts` (relative paths to texts) below `root`, and nothing else. */
export function memoryFiles(root: string, texts: Readonly<Record<string, string>>): FileSystem {
	const files = new Map(Object.entries(texts).map(([path, text]) => [joinUri(root, path), text]));
	const isFolder = (uri: string) => [...files.keys()].some((key) => key.startsWith(`${uri}/`));
	const readText = async (uri: string) => {
		const text = files.get(uri);
		if (text === undefined) throw new UnreadableFileError(uri, isFolder(uri) ? 'is a folder' : 'missing');
		return text;
	};
	return {
		readText,
		readHead: async (uri, bytes) => new TextEncoder().encode(await readText(uri)).subarray(0, bytes),
		exists: async (uri) => files.has(uri) || isFolder(uri),
		list: async (uri) => {
			if (files.has(uri)) throw new UnreadableFileError(uri, 'not a folder');
			const below = [...files.keys()].filter((key) => key.startsWith(`${uri}/`));
			const names = new Set(below.map((key) => key.slice(uri.length + 1).split('/')[0] ?? ''));
			return [...names].sort().map((name): FolderEntry => {
				const at = `${uri}/${name}`;
				return { name: decodeURIComponent(name), uri: at, kind: files.has(at) ? 'file' : 'folder' };
			});
		},
	};
}
