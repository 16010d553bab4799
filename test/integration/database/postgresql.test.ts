import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import {
	DatabaseAccessError,
	DatabaseError,
	DatabaseMissingError,
	DatabaseUnreachableError,
} from '../../../src/database/database-error.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { createTestDatabase } from '../../support/postgresql.ts';

describe('a PostgreSQL server', function () {
	this.timeout(60_000);
	let url: string;
	let connection: Connection;

	before(async () => {
		({ url } = await createTestDatabase());
		connection = await openPostgresql(url, 'write');
	});
	after(async () => connection.close());

	it('gives values as they are', async () => {
		const { rows, columns } = await connection.query(
			`SELECT 1::int AS small, 9007199254740993::bigint AS big, 5::bigint AS fits, 1.10::numeric AS exact, true AS yes,
				NULL AS nothing, $1::bytea AS bytes, '{"a": 1}'::json AS json, timestamptz '2026-03-02 09:07:00+02' AS time`,
			[new Uint8Array([0, 255])],
		);
		assert.deepEqual(columns, ['small', 'big', 'fits', 'exact', 'yes', 'nothing', 'bytes', 'json', 'time']);
		assert.deepEqual(rows[0], [
			1,
			9007199254740993n,
			5,
			'1.10',
			true,
			null,
			Buffer.from([0, 255]),
			'{"a": 1}',
			new Date('2026-03-02T07:07:00Z'),
		]);
	});

	it('counts the rows that a statement changed', async () => {
		await connection.query('CREATE TABLE counted (id int)');
		assert.equal((await connection.query('INSERT INTO counted VALUES (1), (2)')).changes, 2);
		assert.equal((await connection.query('UPDATE counted SET id = 3 RETURNING id')).changes, 2);
		assert.equal((await connection.query('SELECT * FROM counted')).changes, 0);
	});

	it('takes one statement a message, so that none is in a transaction that nobody asked for', async () => {
		await assert.rejects(connection.query('SELECT 1; SELECT 2'), { name: 'DatabaseError', code: '42601' });
		await connection.query('CREATE INDEX CONCURRENTLY counted_id ON counted (id)');
		await connection.query('VACUUM counted');
	});

	it('says where in the statement an error is, in UTF-16', async () => {
		await assert.rejects(connection.query("SELECT '𝄞', nix FROM counted"), (error: unknown) => {
			assert.ok(error instanceof DatabaseError);
			assert.equal(error.code, '42703');
			assert.equal(error.message, 'column "nix" does not exist');
			assert.equal(error.position, "SELECT '𝄞', ".length);
			return true;
		});
	});

	it('rolls back, and says so where COMMIT did not commit', async () => {
		await connection.begin('write');
		await connection.query('CREATE TABLE gone (id int)');
		await assert.rejects(connection.query('SELECT nix'), DatabaseError);
		await assert.rejects(connection.commit(), { code: '25P02' });
		assert.equal((await connection.query("SELECT to_regclass('gone')::text")).rows[0]?.[0], null);
		await connection.rollback();
	});

	it('only reads where it was opened for reading', async () => {
		const reader = await openPostgresql(url, 'read');
		try {
			await assert.rejects(reader.query('CREATE TABLE forbidden (id int)'), { code: '25006' });
			await assert.rejects(reader.begin('write'), DatabaseAccessError);
			await reader.begin('read');
			await connection.query('INSERT INTO counted VALUES (7)');
			const before = (await reader.query('SELECT count(*) FROM counted')).rows[0]?.[0];
			await connection.query('INSERT INTO counted VALUES (8)');
			assert.equal((await reader.query('SELECT count(*) FROM counted')).rows[0]?.[0], before);
			await reader.rollback();
		} finally {
			await reader.close();
		}
	});

	it('can be interrupted', async () => {
		const sleeping = assert.rejects(connection.query('SELECT pg_sleep(30)'), { code: '57014' });
		await new Promise((resolve) => setTimeout(resolve, 200));
		await connection.cancel();
		await sleeping;
	});

	it('says what is wrong with a URL, and never its password', async () => {
		const wrong = new URL(url);
		wrong.pathname = '/nowhere';
		await rejectsWithout(wrong.href, 'sec/ret', DatabaseMissingError, /nowhere.*does not exist/);
		const intruder = new URL(url);
		intruder.password = 'gue55ed';
		await rejectsWithout(intruder.href, 'gue55ed', DatabaseAccessError, /Check user and password/);
		const closed = new URL(url);
		closed.port = '1';
		await rejectsWithout(closed.href, 'sec/ret', DatabaseUnreachableError, /ECONNREFUSED/);
		await rejectsWithout('postgres://a:gue55ed@host:notaport/x', 'gue55ed', DatabaseUnreachableError, /is not a URL/);
		const certificate = 'postgres://a:gue55ed@localhost/x?sslrootcert=/nowhere/root.crt';
		await rejectsWithout(certificate, 'gue55ed', DatabaseUnreachableError, /root\.crt.*Correct the URL/);
	});

	it('notices that the server ended the connection', async () => {
		const victim = await openPostgresql(url, 'write');
		const pid = (await victim.query('SELECT pg_backend_pid()')).rows[0]?.[0];
		const running = assert.rejects(victim.query('SELECT pg_sleep(30)'), DatabaseUnreachableError);
		await connection.query('SELECT pg_terminate_backend($1)', [pid ?? null]);
		await running;
		await assert.rejects(victim.query('SELECT 1'), DatabaseUnreachableError);
		await victim.close();
	});
});

async function rejectsWithout(
	url: string,
	secret: string,
	type: new (...args: never[]) => Error,
	message: RegExp,
): Promise<void> {
	await assert.rejects(openPostgresql(url, 'write'), (error: unknown) => {
		assert.ok(error instanceof type, String(error));
		assert.match(error.message, message);
		for (let link: unknown = error; link instanceof Error; link = link.cause) {
			assert.ok(
				!JSON.stringify([link.message, link.stack, { ...link }]).includes(secret),
				`${link.message} tells the password`,
			);
		}
		return true;
	});
}
