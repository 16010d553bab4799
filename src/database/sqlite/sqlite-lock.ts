import type { BigIntStats } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { DatabaseError } from '../database-error.ts';
import type { LockAttempt } from '../runner-lock.ts';
import { openBetterSqlite3 } from './better-sqlite3-driver.ts';
import { realPathOf } from './open-files.ts';
import { isSqliteCode } from './sqlite-codes.ts';
import type { SqliteDriver } from './sqlite-driver.ts';
import { cannotOpen } from './sqlite-file.ts';

/**
 * Tries to become the only runner on a database file, by an exclusive lock on an empty database beside it, which the
 * operating system takes back if the process dies. The database itself cannot serve: its locks end with a transaction.
 */
export async function lockSqliteFile(file: string, nativeBinding: string | undefined): Promise<LockAttempt> {
	const sidecar = `${await realPathOf(file)}-plumbline-lock`;
	for (;;) {
		const before = await identityOf(sidecar);
		const driver = await openLocked(sidecar, nativeBinding);
		if (driver === undefined) return { holder: undefined };
		// Whoever held the lock before may have removed the file under it: then another runner would lock a new one.
		const now = await identityOf(sidecar);
		if (before !== undefined && before === now) {
			return { lock: { held: async () => driver.inTransaction, release: () => release(sidecar, driver) } };
		}
		driver.close();
	}
}

/** Looks by path and opens nothing: closing a file ends all locks that this process has on it (fcntl(2)). */
async function identityOf(file: string): Promise<string | undefined> {
	let found: BigIntStats;
	try {
		found = await stat(file, { bigint: true });
	} catch {
		return undefined;
	}
	return `${found.dev} ${found.ino} ${found.birthtimeNs}`;
}

async function openLocked(sidecar: string, nativeBinding: string | undefined): Promise<SqliteDriver | undefined> {
	let driver: SqliteDriver | undefined;
	try {
		driver = await openBetterSqlite3(sidecar, {
			readOnly: false,
			mustExist: false,
			busyTimeoutMs: 0,
			...(nativeBinding !== undefined && { nativeBinding }),
		});
		driver.run('BEGIN EXCLUSIVE', [], false);
		return driver;
	} catch (error) {
		driver?.close();
		if (!(error instanceof DatabaseError)) throw error;
		if (isSqliteCode(error.code, 'SQLITE_BUSY')) return undefined;
		throw isSqliteCode(error.code, 'SQLITE_CANTOPEN') ? cannotOpen(sidecar, error) : error;
	}
}

async function release(sidecar: string, driver: SqliteDriver): Promise<void> {
	try {
		await rm(sidecar, { force: true });
	} catch {
		// Windows removes no file that is open. An empty file stays, which the next runner takes.
	} finally {
		driver.close();
	}
}
