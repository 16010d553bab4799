import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, DatabaseLockedError } from '../database-error.ts';
import { isSqliteCode } from './sqlite-codes.ts';

export interface Patience {
	/** How long to wait for others' locks. */
	readonly busyTimeoutMs: number;
	/** The database, for the message. */
	readonly label: string;
}

/** How long SQLite itself waits for a lock inside a statement, which blocks the process; the rest is waited here. */
export const BLOCKING_WAIT_MS = 100;

const POLL_MS = 25;

/**
 * Asks SQLite again while others hold the database, without blocking the process between. A statement that met a lock
 * did nothing, so asking again is waiting, not repeating. Throws `DatabaseLockedError` when patience ends.
 */
export async function patiently<T>(attempt: () => T, { busyTimeoutMs, label }: Patience): Promise<T> {
	const deadline = Date.now() + busyTimeoutMs;
	for (;;) {
		try {
			return attempt();
		} catch (error) {
			if (!(error instanceof DatabaseError) || !isSqliteCode(error.code, 'SQLITE_BUSY')) throw error;
			// A transaction whose snapshot is outdated never gets its lock: it must be begun again.
			if (error.code === 'SQLITE_BUSY_SNAPSHOT' || Date.now() >= deadline) throw lockedError(label, error);
		}
		await sleep(POLL_MS);
	}
}

function lockedError(label: string, cause: DatabaseError): DatabaseLockedError {
	return new DatabaseLockedError(
		`${label} is locked: another program is using it. Close that program, or wait until it is done, and try again.`,
		{ cause, code: cause.code ?? 'SQLITE_BUSY' },
	);
}
