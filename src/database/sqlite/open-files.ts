import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { SqliteDriver } from './sqlite-driver.ts';

/**
 * The databases that are open in this process, by real path. On Linux and macOS a process that closes a file loses all
 * locks that it has on it (https://www.sqlite.org/howtocorrupt.html, 2.2): SQLite takes care of that within one library, but
 * not of a second copy of itself, nor of a file that was opened without it. Then another program deletes the `-wal` under
 * our feet, and what we commit is lost (tried, with Python as the other program). So a file is only ever open by one
 * library at a time, and nobody reads its bytes meanwhile.
 */
const openFiles = new Map<string, OpenFile & { count: number }>();

/** A database that is open in this process. */
export interface OpenFile {
	/** By which no other may open it. */
	readonly library: SqliteDriver['name'];
	/** It was in WAL mode when it was opened. */
	readonly wal: boolean;
}

const queues = new Map<string, Promise<unknown>>();

/**
 * Does something with a database file, one after the other for each file: opens it with a library, or looks at its bytes.
 * `work` is told how it is open already, if it is.
 */
export async function onFile<T>(
	file: string,
	work: (open: OpenFile | undefined, real: string) => Promise<T>,
): Promise<T> {
	const real = await realPathOf(file);
	const before = queues.get(real) ?? Promise.resolve();
	const turn = before.then(() => work(openFiles.get(real), real));
	const settled = turn.then(done, done);
	queues.set(real, settled);
	try {
		return await turn;
	} finally {
		if (queues.get(real) === settled) queues.delete(real);
	}
}

/** Notes that a library has the file open, to be called inside `onFile`. Returns what is to be called on closing. */
export function noteOpen(real: string, file: OpenFile): () => void {
	const entry = openFiles.get(real) ?? { ...file, count: 0 };
	entry.count++;
	openFiles.set(real, entry);
	return () => {
		if (--entry.count === 0) openFiles.delete(real);
	};
}

/** The same file by whichever link it is named, also one that is to be made. */
export async function realPathOf(file: string): Promise<string> {
	try {
		return await realpath(file);
	} catch {
		return path.join(await realFolderOf(file), path.basename(file));
	}
}

async function realFolderOf(file: string): Promise<string> {
	try {
		return await realpath(path.dirname(file));
	} catch {
		return path.resolve(path.dirname(file));
	}
}

function done(): void {
	// Whoever waits for the turn to end does not care how.
}
