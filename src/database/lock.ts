import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { DatabaseLockedError } from './database-error.ts';
import { lockPostgresql } from './postgresql/postgresql-lock.ts';
import type { LockAttempt, RunnerLock } from './runner-lock.ts';
import { lockSqliteFile } from './sqlite/sqlite-lock.ts';

export interface LockOptions {
	/** How long to wait for another runner; 60,000 where absent. */
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal;
	/** Path of better-sqlite3's native binding; absent where its own lookup serves. */
	readonly nativeBinding?: string;
	/** Called when waiting begins, and about once a second while it goes on. */
	onWaiting?(elapsedMs: number, holder: string | undefined, timeoutMs: number): void;
}

const REPORT_MS = 1000;

const OWN: RunnerLock = { held: () => Promise.resolve(true), release: () => Promise.resolve() };

/**
 * Waits until this is the only runner on the database of `connection`, asking again and again: a session that is
 * blocked inside PostgreSQL's lock would keep CREATE INDEX CONCURRENTLY of the holder from ending. Throws
 * `DatabaseLockedError` after the timeout, and the signal's reason when that is aborted.
 */
export async function lockDatabase(connection: Connection, options: LockOptions = {}): Promise<RunnerLock> {
	const began = performance.now();
	const timeoutMs = options.timeoutMs ?? 60_000;
	let reportedAt: number | undefined;
	for (;;) {
		options.signal?.throwIfAborted();
		const attempt = await tryLock(connection, options.nativeBinding);
		if ('lock' in attempt) return attempt.lock;
		const elapsedMs = performance.now() - began;
		if (elapsedMs >= timeoutMs) {
			throw new DatabaseLockedError(
				`Another run is working on ${connection.label}${attempt.holder === undefined ? '' : ` (${attempt.holder})`}. ` +
					'Wait until it has ended, and try again.',
			);
		}
		if (reportedAt === undefined || elapsedMs - reportedAt >= REPORT_MS) {
			reportedAt = elapsedMs;
			options.onWaiting?.(elapsedMs, attempt.holder, timeoutMs);
		}
		await sleep(Math.min(100 + Math.random() * 100, timeoutMs - elapsedMs), undefined, { signal: options.signal });
	}
}

async function tryLock(connection: Connection, nativeBinding: string | undefined): Promise<LockAttempt> {
	if (connection.dialect === 'postgresql') return await lockPostgresql(connection);
	// A database in memory belongs to its connection alone.
	if (connection.file === undefined) return { lock: OWN };
	return await lockSqliteFile(connection.file, nativeBinding);
}
