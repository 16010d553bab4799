import { constants } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseAccessError, DatabaseError, DatabaseMissingError, NotADatabaseError } from '../database-error.ts';
import { SQLITE_MAGIC } from './file-head.ts';

/** What is on the disk under the name of a database. */
export type SqliteFile =
	| { readonly kind: 'missing' }
	/** No bytes: to SQLite an empty database. */
	| { readonly kind: 'empty' }
	| { readonly kind: 'database'; readonly wal: boolean };

/** https://www.sqlite.org/fileformat.html#the_database_header: byte 18 is the file's write version, 2 for WAL. */
const HEADER_BYTES = 100;

/**
 * Looks at a database file without SQLite, which would wait for locks and make files. Not for one that is open in this
 * process: see `onFile`. Throws `NotADatabaseError` for a
 * folder or for bytes that are no database, `DatabaseAccessError` where it may not be read.
 */
export async function inspectSqliteFile(file: string): Promise<SqliteFile> {
	let handle: FileHandle;
	try {
		handle = await open(file, 'r');
	} catch (error) {
		if (errno(error) === 'ENOENT') return { kind: 'missing' };
		throw cannotOpen(file, error);
	}
	try {
		if ((await handle.stat()).isDirectory()) {
			throw new NotADatabaseError(`${file} is a folder, not a database file. Give the path of the file itself.`);
		}
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
		if (bytesRead === 0) return { kind: 'empty' };
		if (bytesRead < HEADER_BYTES || buffer.toString('latin1', 0, SQLITE_MAGIC.length) !== SQLITE_MAGIC) {
			throw notADatabase(file);
		}
		return { kind: 'database', wal: buffer[18] === 2 };
	} catch (error) {
		throw errno(error) === undefined ? error : cannotOpen(file, error);
	} finally {
		await handle.close();
	}
}

/** Throws where a database cannot be made at `file`, for want of its folder or of the right to write there. */
export async function checkFolderForNewFile(file: string): Promise<void> {
	const folder = path.dirname(file);
	try {
		await access(folder, constants.W_OK);
	} catch (error) {
		if (errno(error) === 'ENOENT') {
			throw new DatabaseMissingError(
				`${file} cannot be made: the folder ${folder} is not there. Make the folder, or correct the path.`,
				{ cause: error },
			);
		}
		throw new DatabaseAccessError(`${file} cannot be made: its folder may not be written by this user.`, {
			cause: error,
		});
	}
}

export function missingFile(file: string): DatabaseMissingError {
	return new DatabaseMissingError(
		`${file} is not there. Correct the path, or run \`plumbline up\`, which makes a missing local database.`,
	);
}

export function notADatabase(file: string, cause?: unknown): NotADatabaseError {
	return new NotADatabaseError(
		`${file} is not an SQLite database, or it is encrypted or damaged. Correct the path, or restore the file.`,
		{ code: 'SQLITE_NOTADB', cause },
	);
}

/** An error for a file that is there and that SQLite or the operating system does not open. */
export function cannotOpen(file: string, cause: unknown): DatabaseAccessError {
	const code = cause instanceof DatabaseError ? cause.code : errno(cause);
	const details = { cause, ...(code !== undefined && { code }) };
	switch (code) {
		case 'EACCES':
		case 'EPERM':
			return new DatabaseAccessError(
				`${file} may not be read by this user. Change its permissions or its owner.`,
				details,
			);
		case 'ENOTDIR':
			return new DatabaseAccessError(
				`${file} cannot be opened: a part of its path is a file, not a folder. Correct the path.`,
				details,
			);
		default:
			return new DatabaseAccessError(
				`${file} cannot be opened (${code ?? 'unknown reason'}). Check that this user may read and write it and its folder.`,
				details,
			);
	}
}

/** The code of an error of the operating system: `ENOENT`. */
function errno(error: unknown): string | undefined {
	return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
}
