import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { DatabaseUnreachableError } from '../../../src/database/database-error.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { findLedger } from '../../../src/ledger/find-ledger.ts';
import type { Run } from '../../../src/run/run.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { createTestDatabase } from '../../support/postgresql.ts';
import { recorded, runOn } from '../../support/run-on.ts';

describe('running on PostgreSQL', function () {
	this.timeout(60_000);
	let url: string;
	let connection: Connection;
	beforeEach(async () => {
		({ url } = await createTestDatabase());
		connection = await openPostgresql(url, 'write');
	});
	afterEach(() => connection.close());

	const up = async (sources: Readonly<Record<string, string>>, over: Partial<Run> = {}) =>
		runOn(connection, await migrationsOf(sources, 'postgresql'), over);

	it('applies and reverts, each with its entry', async () => {
		const directory = await migrationsOf(
			{
				'001_users.sql':
					'-- upgrade\nCREATE TABLE users (id bigint PRIMARY KEY);\nCREATE INDEX ON users (id);\n-- downgrade\nDROP TABLE users;\n',
				'002_tags.sql': '-- upgrade\nCREATE TABLE tags (id int);\n-- downgrade\nDROP TABLE tags;\n',
			},
			'postgresql',
		);
		const report = await runOn(connection, directory);
		assert.deepEqual(
			report.done.map(({ version }) => version),
			['001', '002'],
		);
		assert.deepEqual(
			[await tables(), await recorded(connection)],
			[
				['tags', 'users'],
				['001 applied', '002 applied'],
			],
		);
		const reverted = await runOn(connection, directory, { action: 'revert', selection: { to: '001' } });
		assert.deepEqual(
			reverted.done.map(({ version }) => version),
			['002'],
		);
		assert.deepEqual([await tables(), await recorded(connection)], [['users'], ['001 applied']]);
	});

	it('leaves nothing behind of a migration that fails, and names the place', async () => {
		const source = 'CREATE TABLE "ä😀" (id int);\nSELECT "ä😀".nope FROM "ä😀";\n';
		const { failure } = await up({ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': source });
		assert.equal(failure?.message, '002_b.sql failed: column ä😀.nope does not exist. Nothing of it was kept.');
		assert.equal(failure.code, '42703');
		assert.equal(source.slice(failure.range?.start, failure.range?.end), '"ä😀"');
		assert.equal(failure.range?.start, source.indexOf('"ä😀".nope'));
		assert.deepEqual([await tables(), await recorded(connection)], [['a'], ['001 applied']]);
	});

	it('takes the migrations table back with a first migration that fails', async () => {
		await up({ '001_a.sql': 'CREATE TABLE a (id int); SELECT 1/0;' });
		const { rows } = await connection.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
		assert.deepEqual(rows, [[0]]);
	});

	it('finds before COMMIT what a deferred constraint would refuse at COMMIT', async () => {
		const { failure } = await up({
			'001_a.sql':
				'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO c VALUES (7);',
		});
		assert.match(
			failure?.message ?? '',
			/violates foreign key constraint .*Key \(p\)=\(7\) is not present in table "p"\./,
		);
		assert.equal(failure?.code, '23503');
		assert.deepEqual(await tables(), []);
	});

	it('writes the entry with its own rights and search path, whatever the script set', async () => {
		await connection.query('DROP ROLE IF EXISTS plumbline_weak');
		const { failure } = await up({
			'001_a.sql':
				'CREATE SCHEMA app; CREATE ROLE plumbline_weak; GRANT ALL ON SCHEMA app TO plumbline_weak; SET ROLE plumbline_weak; SET search_path = app; CREATE TABLE a (id int);',
			'002_b.sql': 'CREATE TABLE b (id int);',
		});
		assert.equal(failure, undefined);
		const { rows } = await connection.query(
			"SELECT schemaname, tablename, tableowner <> 'plumbline_weak' FROM pg_tables WHERE tablename IN ('a', 'b') ORDER BY 2",
		);
		assert.deepEqual(rows, [
			['app', 'a', false],
			['public', 'b', true],
		]);
		await connection.query('DROP TABLE app.a; ');
		await connection.query('DROP SCHEMA app');
		await connection.query('DROP ROLE plumbline_weak');
	});

	it('runs CREATE INDEX CONCURRENTLY outside a transaction, several of them too', async () => {
		const { failure, events } = await up({
			'001_a.sql':
				'CREATE TABLE a (id int, n int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE INDEX CONCURRENTLY a_n ON a (n);\n',
		});
		assert.equal(failure, undefined);
		assert.deepEqual(await indexes(), ['a_id valid', 'a_n valid']);
		const [entry] = await (await findLedger(connection)).read(connection);
		assert.deepEqual([entry?.status, entry?.statementsDone], ['applied', 3]);
		assert.equal(events.filter(({ type }) => type === 'statement done').length, 3);
	});

	it('finishes a CONCURRENTLY that failed: the INVALID index is dropped, and made again', async () => {
		const sources = {
			'001_a.sql': 'CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);',
			'002_b.sql':
				'CREATE TABLE b (id int);\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_id ON a (id);\nCREATE TABLE c (id int);\n',
		};
		const { failure } = await up(sources);
		assert.match(
			failure?.message ?? '',
			/could not create unique index "a_id".* done and stays; the next run goes on behind it\. The index that is INVALID stays until the next run/s,
		);
		assert.deepEqual([await indexes(), await recorded(connection)], [['a_id INVALID'], ['001 applied', '002 failed']]);

		await connection.query('DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a)');
		const again = await up(sources);
		assert.equal(again.failure, undefined);
		assert.deepEqual([await indexes(), await recorded(connection)], [['a_id valid'], ['001 applied', '002 applied']]);
		assert.deepEqual(await tables(), ['a', 'b', 'c']);
	});

	it('does not take an INVALID index of an earlier attempt for the one that was asked for', async () => {
		const sources = { '001_a.sql': 'CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);' };
		await up(sources);
		await assert.rejects(connection.query('CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id)'));
		const both = { ...sources, '002_b.sql': 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_id ON a (id);' };
		assert.match(
			(await up(both)).failure?.message ?? '',
			/the index is there, but INVALID.* The index that is INVALID stays until the next run/,
		);
		await connection.query('DELETE FROM a');
		assert.equal((await up(both)).failure, undefined);
		assert.deepEqual(await indexes(), ['a_id valid']);
	});

	it('indexes a partitioned table part by part, as the manual says', async () => {
		const { failure } = await up({
			'001_a.sql':
				'CREATE TABLE a (id int) PARTITION BY LIST (id);\nCREATE TABLE a1 PARTITION OF a FOR VALUES IN (1);\n',
			'002_b.sql':
				'CREATE INDEX a_id ON ONLY a (id);\nCREATE INDEX CONCURRENTLY a_1_id ON a1 (id);\nALTER INDEX a_id ATTACH PARTITION a_1_id;\n',
		});
		assert.equal(failure, undefined);
		assert.deepEqual(await indexes(), ['a_1_id valid', 'a_id valid']);
	});

	it('stops, and names, a revert that went half way', async () => {
		const directory = await migrationsOf(
			{
				'001_a.sql':
					'-- upgrade\nCREATE TABLE a (id int);\nCREATE INDEX a_id ON a (id);\n-- downgrade\nDROP INDEX CONCURRENTLY a_id;\nDROP TABLE nope;\n',
			},
			'postgresql',
		);
		await runOn(connection, directory);
		const { failure } = await runOn(connection, directory, { action: 'revert' });
		assert.match(failure?.message ?? '', /table "nope" does not exist.*Its first statement is done and stays\.$/s);
		const again = await runOn(connection, directory);
		assert.match(
			again.failure?.message ?? '',
			/recorded as failed \(stopped while it was reverted, after statement 1: /,
		);
	});

	it('takes for done what was done when the runner died before it could say so', async () => {
		const sources = { '001_a.sql': 'CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n' };
		await up(sources);
		await connection.query("UPDATE plumbline_migrations SET status = 'running', statements_done = 1");
		const { failure } = await up(sources);
		assert.equal(failure, undefined);
		assert.deepEqual([await indexes(), await recorded(connection)], [['a_id valid'], ['001 applied']]);
	});

	it('breaks a statement off that takes long', async () => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 300);
		const report = await up(
			{ '001_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(3600);' },
			{ signal: controller.signal },
		);
		assert.deepEqual([report.cancelled, report.failure], [true, undefined]);
		assert.deepEqual(await tables(), []);
	});

	it('runs a Python migration inside its transaction, each call to be caught', async () => {
		const { failure } = await up({
			'001_a.py': [
				'import sqlite3',
				'def upgrade(conn):',
				'    conn.execute("CREATE TABLE a (id int PRIMARY KEY, big int8, data bytea, ok boolean, name text)")',
				'    conn.execute("INSERT INTO a VALUES (%s, %s, %s, %s, %s)", (1, 9007199254740993, b"\\x00\\xff", True, "100%"))',
				'    try:',
				'        conn.execute("INSERT INTO a VALUES (%(id)s)", {"id": 1})',
				'    except conn.IntegrityError as error:',
				'        print("caught", error)',
				'    conn.commit()',
				'    cursor = conn.cursor()',
				'    cursor.execute("SELECT * FROM a")',
				'    print(cursor.fetchall(), cursor.rowcount)',
			].join('\n'),
		});
		assert.equal(failure, undefined);
		const { rows } = await connection.query('SELECT big::text, ok FROM a');
		assert.deepEqual(rows, [['9007199254740993', true]]);
	});

	it('takes back what a Python migration committed, where it fails later', async () => {
		const { failure } = await up({
			'001_a.py':
				'def upgrade(conn):\n    conn.execute("CREATE TABLE a (id int)")\n    conn.commit()\n    conn.execute("SELECT 1/0")\n',
		});
		assert.equal(failure?.message, '001_a.py failed: division by zero. Nothing of it was kept.');
		assert.deepEqual(await tables(), []);
	});

	it('leaves nothing when the server ends the connection in the middle', async () => {
		const { failure } = await up({
			'001_a.sql': 'CREATE TABLE a (id int); SELECT pg_terminate_backend(pg_backend_pid()); CREATE TABLE b (id int);',
		});
		assert.match(failure?.message ?? '', /connection/);
		await connection.close();
		connection = await openPostgresql(url, 'write');
		assert.deepEqual([await tables(), await recorded(connection)], [[], []]);
	});

	it('asks the server what became of a COMMIT whose answer was lost', async () => {
		const lost = new Proxy(connection, {
			get(target, name) {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				if (name !== 'commit') return value.bind(target);
				return async () => {
					await target.commit();
					throw new DatabaseUnreachableError('The connection was lost.');
				};
			},
		});
		const directory = await migrationsOf(
			{ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE b (id int);' },
			'postgresql',
		);
		const report = await runOn(lost, directory, { reconnect: () => openPostgresql(url, 'write') });
		assert.match(
			report.failure?.message ?? '',
			/001_a\.sql: the connection was lost at COMMIT\. The server did apply it/,
		);
		assert.deepEqual(await recorded(connection), ['001 applied']);
	});

	it('says of a migration that it is done, where the connection is lost behind its COMMIT', async () => {
		const killer = await openPostgresql(url, 'write');
		const [pid] = (await connection.query('SELECT pg_backend_pid()')).rows[0] ?? [];
		const killed = new Proxy(connection, {
			get(target, name) {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				if (name !== 'commit') return value.bind(target);
				return async () => {
					await target.commit();
					await killer.query('SELECT pg_terminate_backend($1, 5000)', [pid ?? null]);
				};
			},
		});
		const report = await runOn(
			killed,
			await migrationsOf(
				{ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE b (id int);' },
				'postgresql',
			),
		);
		assert.deepEqual([report.done.map(({ version }) => version), report.notReached], [['001'], []]);
		assert.equal(report.failure?.version, '002');
		assert.deepEqual(await recorded(killer), ['001 applied']);
		await killer.close();
	});

	it('lets two first runners at once apply each migration once', async () => {
		const other = await openPostgresql(url, 'write');
		try {
			const directory = await migrationsOf(
				{ '001_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(0.2);', '002_b.sql': 'CREATE TABLE b (id int);' },
				'postgresql',
			);
			const reports = await Promise.all([runOn(connection, directory), runOn(other, directory)]);
			assert.deepEqual(
				reports.map(({ failure }) => failure),
				[undefined, undefined],
			);
			assert.deepEqual(reports.map(({ done }) => done.length).sort(), [0, 2]);
			assert.ok(reports.some(({ events }) => events.some(({ type }) => type === 'waiting for lock')));
		} finally {
			await other.close();
		}
	});

	async function tables(): Promise<readonly string[]> {
		const { rows } = await connection.query(
			"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'plumbline%' ORDER BY 1",
		);
		return rows.map(([name]) => String(name));
	}

	async function indexes(): Promise<readonly string[]> {
		const { rows } = await connection.query(
			"SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indexrelid::regclass::text LIKE 'a\\_%' ORDER BY 1",
		);
		return rows.map(([name, valid]) => `${name} ${valid === true ? 'valid' : 'INVALID'}`);
	}
});
