import { readdir, readFile, stat } from 'node:fs/promises';
import { readFileHead } from '../database/sqlite/file-head.ts';
import { joinUri, pathOfUri } from './uri.ts';

export interface FolderEntry {
	readonly name: string;
	readonly uri: string;
	readonly kind: 'file' | 'folder';
}

/** Where a project's files come from: the disk, or an editor's virtual workspace. */
export interface FileSystem {
	/** Throws `UnreadableFileError` for what is not there, may not be read, is too large, or is not UTF-8. */
	readText(uri: string): Promise<string>;
	/** The first bytes of a file. */
	readHead(uri: string, bytes: number): Promise<Uint8Array>;
	/** Lists a folder by name; links count as what they point to. Throws `UnreadableFileError`. */
	list(uri: string): Promise<readonly FolderEntry[]>;
	exists(uri: string): Promise<boolean>;
}

/** Larger texts than this are not migrations that a person wrote: reading them would only stall the editor. */
const LARGEST_TEXT = 16 * 1024 * 1024;

/** A file or folder that could not be read. The message says which, why, and what to do. */
export class UnreadableFileError extends Error {
	readonly uri: string;
	/** The message without the path, for where the file is named already. */
	readonly explanation: string;
	readonly reason: 'missing' | 'permission' | 'not utf-8' | 'too large' | 'is a folder' | 'not a folder' | 'other';

	constructor(uri: string, reason: UnreadableFileError['reason'], options?: ErrorOptions) {
		const explanation = explain(reason, options?.cause);
		super(`${pathOfUri(uri)} ${explanation}`, options);
		this.name = 'UnreadableFileError';
		this.explanation = explanation;
		this.uri = uri;
		this.reason = reason;
	}
}

function explain(reason: UnreadableFileError['reason'], cause: unknown): string {
	switch (reason) {
		case 'missing':
			return 'does not exist. Check the path.';
		case 'permission':
			return 'may not be read by this user. Change its permissions.';
		case 'not utf-8':
			return 'is not UTF-8 text. Save it as UTF-8.';
		case 'too large':
			return `is larger than ${LARGEST_TEXT / 1024 / 1024} MB and was not read. Load data outside migrations, or split the file.`;
		case 'is a folder':
			return 'is a folder, though it is named like a migration. Rename it.';
		case 'not a folder':
			return 'is a file, and a folder was expected. Check the path.';
		case 'other':
			return `could not be read: ${cause instanceof Error ? cause.message : String(cause)}`;
	}
}

/** The file system of this machine. */
export const diskFiles: FileSystem = {
	async readText(uri) {
		const path = pathOfUri(uri);
		try {
			if ((await stat(path)).size > LARGEST_TEXT) throw new UnreadableFileError(uri, 'too large');
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
		} catch (error) {
			throw unreadable(uri, error);
		}
	},
	async readHead(uri, bytes) {
		try {
			return await readFileHead(pathOfUri(uri), bytes);
		} catch (error) {
			throw unreadable(uri, error);
		}
	},
	async list(uri) {
		try {
			const found = await readdir(pathOfUri(uri), { withFileTypes: true });
			const entries = await Promise.all(
				found.map(async (entry): Promise<FolderEntry | undefined> => {
					const at = joinUri(uri, entry.name);
					const kind = entry.isSymbolicLink() ? await kindOfLink(at) : kindOf(entry);
					return kind && { name: entry.name, uri: at, kind };
				}),
			);
			return entries.filter((entry) => entry !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
		} catch (error) {
			throw unreadable(uri, error);
		}
	},
	async exists(uri) {
		return stat(pathOfUri(uri)).then(
			() => true,
			() => false,
		);
	},
};

interface FileKind {
	isFile(): boolean;
	isDirectory(): boolean;
}

function kindOf(entry: FileKind): FolderEntry['kind'] | undefined {
	if (entry.isFile()) return 'file';
	return entry.isDirectory() ? 'folder' : undefined;
}

/** A link to a folder is not followed, so that a loop of links ends here; of a dangling one, reading says what is wrong. */
async function kindOfLink(uri: string): Promise<FolderEntry['kind'] | undefined> {
	const target = await stat(pathOfUri(uri)).catch(() => undefined);
	return target?.isDirectory() === true ? undefined : 'file';
}

function unreadable(uri: string, error: unknown): UnreadableFileError {
	if (error instanceof UnreadableFileError) return error;
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	const reasons: Readonly<Record<string, UnreadableFileError['reason']>> = {
		ENOENT: 'missing',
		EACCES: 'permission',
		EPERM: 'permission',
		EISDIR: 'is a folder',
		ENOTDIR: 'not a folder',
		ERR_ENCODING_INVALID_ENCODED_DATA: 'not utf-8',
	};
	return new UnreadableFileError(uri, reasons[String(code)] ?? 'other', { cause: error });
}
