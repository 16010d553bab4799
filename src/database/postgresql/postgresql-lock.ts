import type { Connection } from '../connection.ts';
import type { LockAttempt } from '../runner-lock.ts';

/** The bytes of "plumblin" as one number. Advisory locks of one database do not meet those of another. */
const LOCK_KEY = '8100978942395836782';

/** The two halves of the key, as `pg_locks` shows them: https://www.postgresql.org/docs/current/view-pg-locks.html */
const HOLDERS = `
SELECT l.pid, a.application_name, extract(epoch FROM clock_timestamp() - a.backend_start)::int
FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
	AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
	AND (l.classid::bigint << 32) | l.objid::bigint = $1::bigint`;

/**
 * Tries to take the session's advisory lock on the connection that is to do the work: one on another connection would
 * be free as soon as the runner is killed, while the orphaned backend still runs and commits.
 */
export async function lockPostgresql(connection: Connection): Promise<LockAttempt> {
	const { rows } = await connection.query('SELECT pg_catalog.pg_try_advisory_lock($1::bigint)', [LOCK_KEY]);
	if (rows[0]?.[0] !== true) return { holder: await holderOf(connection) };
	return {
		lock: {
			async held() {
				const mine = await connection.query(`${HOLDERS} AND l.pid = pg_catalog.pg_backend_pid()`, [LOCK_KEY]);
				return mine.rows.length > 0;
			},
			async release() {
				await connection.query('SELECT pg_catalog.pg_advisory_unlock($1::bigint)', [LOCK_KEY]);
			},
		},
	};
}

async function holderOf(connection: Connection): Promise<string | undefined> {
	const [holder] = (await connection.query(HOLDERS, [LOCK_KEY])).rows;
	if (holder === undefined) return undefined;
	const [pid, application, seconds] = holder;
	const name = application === null || application === '' ? 'an unnamed program' : application;
	return `${name}, server process ${pid}, connected for ${seconds ?? '?'} s`;
}
