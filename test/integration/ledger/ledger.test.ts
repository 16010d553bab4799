import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { DatabaseError } from '../../../src/database/database-error.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import type { Entry } from '../../../src/ledger/entry.ts';
import { findLedger } from '../../../src/ledger/find-ledger.ts';
import type { DescribedLedger } from '../../../src/ledger/ledger.ts';
import { LedgerCannotRecordError, LedgerShapeError, LedgerUnreadableError } from '../../../src/ledger/ledger-error.ts';
import { inTemporaryFolder } from '../../support/folder-state.ts';
import { createTestDatabase } from '../../support/postgresql.ts';

const described: DescribedLedger = {
	table: 'schema_versions',
	version: 'version',
	name: 'name',
	appliedAt: 'applied_at',
	status: 'status',
	checksum: 'sum',
};

const full: Entry = {
	version: '001',
	name: 'apps',
	status: 'applied',
	checksum: 'a'.repeat(64),
	sql: 'CREATE TABLE apps (id int)',
	downgrade: 'DROP TABLE apps',
	appliedAt: '2026-03-02T09:07:00.500Z',
	executionMs: 12,
	statementsDone: 1,
	error: 'none',
	appliedBy: 'ada@host',
	toolVersion: '0.1.0',
};

for (const dialect of ['sqlite', 'postgresql'] as const) {
	describe(`a migrations table in ${dialect}`, function () {
		this.timeout(60_000);
		let connection: Connection;

		beforeEach(async () => {
			connection =
				dialect === 'sqlite'
					? await openSqlite(':memory:', 'create')
					: await openPostgresql((await createTestDatabase()).url, 'write');
		});
		afterEach(async () => connection.close());

		it('of our own keeps everything of an entry, in order of application', async () => {
			const missing = await findLedger(connection);
			assert.equal(missing.exists, false);
			assert.equal(missing.table, dialect === 'sqlite' ? 'plumbline_migrations' : 'public.plumbline_migrations');
			await missing.create(connection);
			const ledger = await findLedger(connection);
			assert.equal(ledger.exists, true);
			assert.equal(ledger.readOnly, undefined);
			await ledger.write(connection, full);
			await ledger.write(connection, { version: '003', status: 'skipped' });
			await ledger.write(connection, { version: '002', status: 'failed' });
			assert.deepEqual(await ledger.read(connection), [
				{ ...full, rank: 1 },
				{ version: '003', status: 'skipped', rank: 2 },
				{ version: '002', status: 'failed', rank: 3 },
			]);
			await ledger.write(connection, { version: '001', status: 'applied' });
			assert.deepEqual(
				(await ledger.read(connection)).map(({ version }) => version),
				['003', '002', '001'],
			);
			await ledger.remove(connection, '003');
			assert.deepEqual(
				(await ledger.read(connection)).map(({ version }) => version),
				['002', '001'],
			);
		});

		it('of our own has a history beside it, and the schema is read without both', async () => {
			const ledger = await findLedger(connection);
			await ledger.create(connection);
			await ledger.create(connection);
			await ledger.note(connection, { version: '001', action: 'apply', outcome: 'failed', detail: 'no such table' });
			await ledger.note(connection, { version: '001', action: 'apply', outcome: 'done' });
			const { rows } = await connection.query(
				'SELECT version, action, outcome, detail FROM plumbline_events ORDER BY id',
			);
			assert.deepEqual(rows, [
				['001', 'apply', 'failed', 'no such table'],
				['001', 'apply', 'done', null],
			]);
			const { tables, indexes, objects } = await connection.readSchema(ledger.tables);
			assert.deepEqual([tables.size, indexes.size, objects.size], [0, 0, 0]);
		});

		it('comes and goes with the transaction that made it', async () => {
			const ledger = await findLedger(connection);
			await connection.begin('write');
			await ledger.create(connection);
			await ledger.write(connection, full);
			await connection.rollback();
			assert.equal((await findLedger(connection)).exists, false);
		});

		it('that is described is made with its columns, and keeps what they can hold', async () => {
			const missing = await findLedger(connection, described);
			assert.equal(missing.exists, false);
			await missing.create(connection);
			const ledger = await findLedger(connection, described);
			await ledger.write(connection, { ...full, appliedAt: '2026-03-02T09:07:00.000Z' });
			await ledger.write(connection, { version: '000', status: 'marked', appliedAt: '2026-03-02T09:08:00.000Z' });
			assert.deepEqual(await ledger.read(connection), [
				{
					version: '001',
					name: 'apps',
					status: 'applied',
					appliedAt: '2026-03-02T09:07:00.000Z',
					checksum: 'a'.repeat(64),
					rank: 1,
				},
				{ version: '000', status: 'marked', appliedAt: '2026-03-02T09:08:00.000Z', rank: 2 },
			]);
			await ledger.remove(connection, '001');
			assert.equal((await ledger.read(connection)).length, 1);
		});

		it('that somebody else made is read in its own words', async () => {
			await connection.query(
				'CREATE TABLE schema_versions (version text PRIMARY KEY, name text, applied_at timestamp NOT NULL, status text, sum text)',
			);
			for (const [version, time, status] of [
				['001', '2026-03-02 09:00:00', 'success'],
				['004', '2026-03-02 09:01:00', 'skipped (already applied)'],
				['003', '2026-03-02 09:02:00', 'APPLIED'],
				['005', '2026-03-02 09:03:00', 'rolled back'],
				['006', '2026-03-02 09:04:00', 'failed: no such table'],
				['007', '2026-03-02 09:05:00', null],
			] as const) {
				const mark = (number: number) => (dialect === 'sqlite' ? '?' : `$${number}`);
				await connection.query(
					`INSERT INTO schema_versions (version, applied_at, status, sum) VALUES (${mark(1)}, ${mark(2)}, ${mark(3)}, 'md5')`,
					[version, time, status],
				);
			}
			const ledger = await findLedger(connection, described);
			const entries = await ledger.read(connection);
			assert.deepEqual(
				entries.map(({ version, status, statusText, saidToBeThere }) => [version, status, statusText, saidToBeThere]),
				[
					['001', 'applied', 'success', undefined],
					['004', 'skipped', 'skipped (already applied)', true],
					['003', 'applied', 'APPLIED', undefined],
					['005', 'reverted', 'rolled back', undefined],
					['006', 'failed', 'failed: no such table', undefined],
					['007', 'applied', undefined, undefined],
				],
			);
			assert.equal(entries[0]?.appliedAt, '2026-03-02T09:00:00.000Z');
			assert.equal(entries[0]?.checksum, undefined, 'another kind of checksum says nothing');
			await ledger.write(connection, { ...full, version: '008', appliedAt: '2026-03-02T09:06:00.000Z' });
			assert.equal((await ledger.read(connection)).at(-1)?.version, '008');
		});

		it('that says what nobody can be sure about is an error', async () => {
			await (await findLedger(connection, described)).create(connection);
			await connection.query("INSERT INTO schema_versions VALUES ('001', 'x', '2026-03-02 09:00:00', 'hm', NULL)");
			const ledger = await findLedger(connection, described);
			await assert.rejects(ledger.read(connection), (error: unknown) => {
				assert.ok(error instanceof LedgerUnreadableError);
				assert.match(error.message, /says "hm" of 001/);
				return true;
			});
		});

		it('of the wrong shape is an error that names what is missing, and the repair', async () => {
			await connection.query('CREATE TABLE schema_versions (version text, name text, applied_at text)');
			await connection.query('CREATE TABLE plumbline_migrations (version text)');
			const other = await findLedger(connection, described);
			await assert.rejects(other.read(connection), (error: unknown) => {
				assert.ok(error instanceof LedgerShapeError);
				assert.deepEqual(error.missing, ['status', 'sum']);
				assert.match(error.message, /schema_versions.*has no column `status`, `sum`.*plumbline\.json/);
				return true;
			});
			const own = await findLedger(connection);
			await assert.rejects(own.read(connection), (error: unknown) => {
				assert.ok(error instanceof LedgerShapeError);
				assert.ok(error.missing.includes('status') && error.message.includes('ALTER TABLE'));
				return true;
			});
		});

		it('without a status holds applied migrations only', async () => {
			const plain: DescribedLedger = { table: 'done', version: 'id' };
			await (await findLedger(connection, plain)).create(connection);
			const ledger = await findLedger(connection, plain);
			await ledger.write(connection, { version: '001', status: 'applied' });
			await assert.rejects(ledger.write(connection, { version: '002', status: 'running' }), LedgerCannotRecordError);
			assert.deepEqual(await ledger.read(connection), [{ version: '001', status: 'applied', rank: 1 }]);
		});

		it('with columns that nobody described is only read, and says why', async () => {
			await connection.query(
				'CREATE TABLE done (id text PRIMARY KEY, batch integer NOT NULL, note text, n integer NOT NULL DEFAULT 1)',
			);
			const ledger = await findLedger(connection, { table: 'done', version: 'id' });
			assert.match(ledger.readOnly ?? '', /column `batch` needs a value/);
		});
	});
}

describe('two first runners', () => {
	it('both make the migrations table of a PostgreSQL database', async function () {
		this.timeout(60_000);
		for (let round = 0; round < 5; round++) {
			const { url } = await createTestDatabase();
			const runners = await Promise.all(Array.from({ length: 5 }, () => openPostgresql(url, 'write')));
			await Promise.all(
				runners.map(async (connection, index) => {
					await connection.begin('write');
					const ledger = await findLedger(connection);
					await ledger.create(connection);
					await ledger.write(connection, { version: `00${index}`, status: 'applied' });
					await connection.commit();
				}),
			);
			const [first] = runners;
			assert.ok(first);
			assert.equal((await (await findLedger(first)).read(first)).length, 5);
			for (const connection of runners) await connection.close();
		}
	});

	it('both make the migrations table of an SQLite database', () =>
		inTemporaryFolder(async (folder) => {
			const runners = await Promise.all(Array.from({ length: 4 }, () => openSqlite(`${folder}/app.db`, 'create')));
			await Promise.all(
				runners.map(async (connection, index) => {
					const ledger = await findLedger(connection);
					await connection.begin('write');
					await ledger.create(connection);
					await ledger.write(connection, { version: `00${index}`, status: 'applied' });
					await connection.commit();
				}),
			);
			const [first] = runners;
			assert.ok(first);
			assert.equal((await (await findLedger(first)).read(first)).length, 4);
			for (const connection of runners) await connection.close();
		}));
});

describe('a migrations table of a PostgreSQL database', function () {
	this.timeout(60_000);

	it('that may not be read is an error, and never an empty table', async () => {
		const { url, name } = await createTestDatabase();
		const owner = await openPostgresql(url, 'write');
		await (await findLedger(owner)).create(owner);
		await owner.query(`CREATE ROLE "${name}_guest" LOGIN PASSWORD 'guest'`);
		const guestUrl = new URL(url);
		guestUrl.username = `${name}_guest`;
		guestUrl.password = 'guest';
		const guest = await openPostgresql(guestUrl.href, 'read');
		const ledger = await findLedger(guest);
		assert.equal(ledger.exists, true);
		await assert.rejects(ledger.read(guest), (error: unknown) => {
			assert.ok(error instanceof LedgerUnreadableError && error.cause instanceof DatabaseError);
			assert.equal(error.code, '42501');
			assert.match(error.message, /cannot be read \(permission denied/);
			return true;
		});
		await guest.close();
		await owner.close();
	});

	it('is found in the schema that it is in, and by its name as it is written', async () => {
		const { url } = await createTestDatabase();
		const connection = await openPostgresql(url, 'write');
		await connection.query('CREATE SCHEMA app');
		await connection.query('CREATE TABLE app."SequelizeMeta" (name text)');
		const ledger = await findLedger(connection, { table: 'app.SequelizeMeta', version: 'name' });
		assert.equal(ledger.exists, true);
		assert.equal(ledger.table, 'app."SequelizeMeta"');
		await connection.query(`LOCK TABLE ${ledger.table} IN SHARE MODE`).catch((error: unknown) => {
			assert.ok(error instanceof DatabaseError && error.code === '25P01', String(error));
		});
		assert.deepEqual(await ledger.read(connection), []);
		assert.equal((await connection.readSchema(ledger.tables)).tables.size, 0);
		await connection.close();
	});
});
