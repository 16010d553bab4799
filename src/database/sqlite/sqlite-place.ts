import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadNodeSqlite } from './node-sqlite-driver.ts';
import type { OpenFile } from './open-files.ts';
import type { SqliteDriver } from './sqlite-driver.ts';
import { cannotOpen } from './sqlite-file.ts';

/** What is opened in truth, and with which library. */
export interface SqlitePlace {
	/** A path, `:memory:`, or a `file:` URI, which only `node:sqlite` understands. */
	readonly location: string;
	readonly driver: SqliteDriver['name'];
	readonly readOnly: boolean;
	/** SQLite makes the file where it is missing. */
	readonly create: boolean;
	/** Refuse writes, though the place itself could take them. */
	readonly queryOnly: boolean;
	/** A private copy, in a folder of its own. */
	readonly isCopy: boolean;
	/** Open in this process already, so that no other library may open it. */
	readonly isShared: boolean;
	/** Removes a private copy. */
	cleanUp(): Promise<void>;
}

const inPlace: Omit<SqlitePlace, 'location'> = {
	driver: 'better-sqlite3',
	readOnly: false,
	create: false,
	queryOnly: false,
	isCopy: false,
	isShared: false,
	cleanUp: () => Promise.resolve(),
};

export function writingPlace(file: string, create: boolean): SqlitePlace {
	return { ...inPlace, location: file, create };
}

/**
 * A file that is open in this process already: by the same library. Where that reads a WAL database, it is read as if it
 * were the first, for its journals may not be there.
 */
export async function sharedPlace(file: string, open: OpenFile, readOnly: boolean): Promise<SqlitePlace> {
	if (readOnly && open.wal && open.library === 'node:sqlite') {
		return { ...(await readingPlace(file, true)), isShared: true };
	}
	return { ...inPlace, location: file, driver: open.library, readOnly, isShared: true };
}

/** A new database in memory; `queryOnly` where it stands for a file without bytes, which is an empty database. */
export function memoryPlace(queryOnly: boolean): SqlitePlace {
	return { ...inPlace, location: ':memory:', create: true, queryOnly };
}

/**
 * Chooses from where a database is read, so that reading changes no byte of it and leaves no file beside it. One in
 * rollback mode is read in place. A WAL database is read in place only where its `-wal` and `-shm` are there, since
 * SQLite would make them (https://www.sqlite.org/wal.html#readonly); without `-wal` as immutable, else from a copy.
 */
export async function readingPlace(file: string, wal: boolean): Promise<SqlitePlace> {
	const reading = { ...inPlace, readOnly: true };
	if (!wal) return { ...reading, location: file };
	const hasWal = existsSync(`${file}-wal`);
	const hasShm = existsSync(`${file}-shm`);
	if ((await loadNodeSqlite()) === undefined) {
		return hasWal && hasShm ? { ...reading, location: file } : await copiedPlace(file);
	}
	const uri = pathToFileURL(file).href;
	if (hasWal && hasShm) return { ...reading, driver: 'node:sqlite', location: `${uri}?readonly_shm=1` };
	if (!hasWal) return { ...reading, driver: 'node:sqlite', location: `${uri}?immutable=1` };
	return await copiedPlace(file);
}

/** Copies a database with its journals to a folder that only this user can read, where SQLite may repair it. */
export async function copiedPlace(file: string): Promise<SqlitePlace> {
	const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-read-'));
	const cleanUp = () => rm(folder, { recursive: true, force: true });
	try {
		const copy = path.join(folder, 'copy.db');
		for (const suffix of ['', '-wal', '-journal']) {
			if (suffix === '' || existsSync(file + suffix)) await copyFile(file + suffix, copy + suffix);
		}
		return { ...inPlace, location: copy, queryOnly: true, isCopy: true, cleanUp };
	} catch (error) {
		await cleanUp();
		throw cannotOpen(file, error);
	}
}
