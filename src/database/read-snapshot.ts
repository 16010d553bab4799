import type { Connection } from './connection.ts';

/** Runs `read` in one transaction that only reads, so that all of it sees the same state of the database. */
export async function withReadSnapshot<T>(connection: Connection, read: () => Promise<T>): Promise<T> {
	await connection.begin('read');
	try {
		return await read();
	} finally {
		await connection.rollback();
	}
}
