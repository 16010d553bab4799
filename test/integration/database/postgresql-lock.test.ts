import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { DatabaseLockedError } from '../../../src/database/database-error.ts';
import { lockDatabase } from '../../../src/database/lock.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { createTestDatabase } from '../../support/postgresql.ts';

describe("the runner's lock of a PostgreSQL database", function () {
	this.timeout(60_000);
	let first: Connection;
	let second: Connection;

	before(async () => {
		const { url } = await createTestDatabase();
		first = await openPostgresql(url, 'write');
		second = await openPostgresql(url, 'write');
	});
	after(async () => {
		await first.close();
		await second.close();
	});

	it('is had by one at a time, and tells who has it', async () => {
		const lock = await lockDatabase(first);
		assert.equal(await lock.held(), true);
		const holders: (string | undefined)[] = [];
		await assert.rejects(
			lockDatabase(second, { timeoutMs: 300, onWaiting: (_, holder) => holders.push(holder) }),
			(error: unknown) => error instanceof DatabaseLockedError && /plumbline, server process \d+/.test(error.message),
		);
		assert.match(holders[0] ?? '', /^plumbline, server process \d+, connected for \d+ s$/);
		await lock.release();
		assert.equal(await lock.held(), false);
		const next = await lockDatabase(second, { timeoutMs: 1000 });
		await next.release();
	});

	it('does not keep the holder from building an index concurrently while others wait', async () => {
		await first.query('CREATE TABLE t (a int)');
		const lock = await lockDatabase(first);
		const waiting = lockDatabase(second, { timeoutMs: 10_000 });
		await first.query('CREATE INDEX CONCURRENTLY t_a ON t (a)');
		await lock.release();
		await (await waiting).release();
	});

	it('is free as soon as the connection of its holder has ended, and that one knows', async () => {
		const { url } = await createTestDatabase();
		const holder = await openPostgresql(url, 'write');
		const other = await openPostgresql(url, 'write');
		const lock = await lockDatabase(holder);
		const pid = (await holder.query('SELECT pg_backend_pid()')).rows[0]?.[0] ?? null;
		await other.query('SELECT pg_terminate_backend($1)', [pid]);
		await (await lockDatabase(other, { timeoutMs: 5000 })).release();
		await assert.rejects(lock.held(), { name: 'DatabaseUnreachableError' });
		await holder.close();
		await other.close();
	});
});
