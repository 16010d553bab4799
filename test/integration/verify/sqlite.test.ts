import assert from 'node:assert/strict';
import path from 'node:path';
import type { Connection } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { findLedger } from '../../../src/ledger/find-ledger.ts';
import { RunCancelledError } from '../../../src/run/run-failed.ts';
import { folderState, inTemporaryFolder } from '../../support/folder-state.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { runOn } from '../../support/run-on.ts';
import { told, verifyWith } from '../../support/verify-with.ts';

const sources = {
	'001_apps.sql': '-- upgrade\nCREATE TABLE apps (id INTEGER PRIMARY KEY, slug TEXT NOT NULL);\n',
	'002_milestones.sql':
		'-- upgrade\nCREATE TABLE milestones (id INTEGER PRIMARY KEY, title TEXT);\nCREATE INDEX by_title ON milestones (title);\n',
	'003_milestone_app.sql': '-- upgrade\nALTER TABLE milestones ADD COLUMN app_id INTEGER REFERENCES apps (id);\n',
	'004_open.sql':
		'-- upgrade\nCREATE VIEW open AS SELECT title FROM milestones;\nALTER TABLE apps RENAME COLUMN slug TO name;\n',
};

describe('verifying an SQLite database', () => {
	let connection: Connection;
	beforeEach(async () => {
		connection = await openSqlite(':memory:', 'create');
	});
	afterEach(async () => connection.close());

	it('proves everything of one that the migrations made', async () => {
		const directory = await migrationsOf(sources);
		assert.equal((await runOn(connection, directory)).failure, undefined);
		const report = await verifyWith(connection, directory);
		assert.deepEqual(
			report.proofs.map(({ proof, verdict, evidence }) => [proof, verdict, evidence]),
			[
				['ledger', 'proved', []],
				['files', 'proved', []],
				['replay', 'proved', []],
				['drift', 'proved', []],
			],
		);
		assert.equal(report.verdict, 'proved');
		assert.equal(report.version, '004');
	});

	for (const [sql, message, version] of [
		['ALTER TABLE milestones DROP COLUMN app_id', '003 is recorded, but `milestones.app_id` is missing', '003'],
		['DROP INDEX by_title', '002 is recorded, but the index `by_title` on `milestones` is missing', '002'],
		['DROP VIEW open', '004 is recorded, but the view `open` is missing', '004'],
		['DROP TABLE apps', '001 is recorded, but the table `apps` is missing', '001'],
		['ALTER TABLE apps RENAME COLUMN name TO slug', '004 is recorded, but `apps.name` is missing', '004'],
		['ALTER TABLE apps ADD COLUMN extra TEXT', '`apps.extra` is in the database, and no migration makes it', undefined],
		['CREATE TABLE stray (a)', 'the table `stray` is in the database, and no migration makes it', undefined],
		[
			'CREATE INDEX stray ON apps (name)',
			'the index `stray` on `apps` is in the database, and no migration makes it',
			undefined,
		],
	] as const) {
		it(`names what ${sql} did, and the migration`, async () => {
			const directory = await migrationsOf(sources);
			await runOn(connection, directory);
			await connection.query(sql);
			const report = await verifyWith(connection, directory);
			assert.equal(report.verdict, 'failed');
			const drift = report.proofs.find(({ proof }) => proof === 'drift');
			assert.equal(drift?.verdict, 'failed');
			const [first, ...others] = drift?.evidence ?? [];
			assert.equal(first?.message, message);
			assert.equal(first?.version, version);
			const rename = sql.includes('RENAME');
			assert.deepEqual(
				others.map((other) => other.message),
				rename ? ['`apps.slug` is in the database, and no migration makes it'] : [],
			);
		});
	}

	it('points at the words that made what is missing', async () => {
		const directory = await migrationsOf(sources);
		await runOn(connection, directory);
		await connection.query('ALTER TABLE milestones DROP COLUMN app_id');
		const { proofs } = await verifyWith(connection, directory);
		const [evidence] = proofs.find(({ proof }) => proof === 'drift')?.evidence ?? [];
		assert.equal(evidence?.uri, 'file:///project/migrations/003_milestone_app.sql');
		const { start = 0, end = 0 } = evidence?.range ?? {};
		assert.match(sources['003_milestone_app.sql'].slice(start, end), /ADD COLUMN app_id/);
	});

	it('says when the database holds what a pending migration makes', async () => {
		const directory = await migrationsOf(sources);
		await runOn(connection, directory, { selection: { to: '002' } });
		await connection.query('ALTER TABLE milestones ADD COLUMN app_id INTEGER REFERENCES apps (id)');
		const report = await verifyWith(connection, directory);
		assert.deepEqual(told(report, 'drift'), [
			'failed',
			'`milestones.app_id` is in the database, but 003, which makes it, is not recorded',
		]);
		assert.deepEqual(told(report, 'ledger'), ['failed', 'pending: 003_milestone_app.sql, 004_open.sql']);
		assert.equal(report.version, '002');
	});

	it('tells an order of application that did no harm from one that did', async () => {
		const directory = await migrationsOf({
			'001_a.sql': 'CREATE TABLE IF NOT EXISTS a (id INTEGER, more TEXT)',
			'002_b.sql': 'CREATE TABLE b (id INTEGER)',
		});
		await runOn(connection, directory);
		const ledger = await findLedger(connection);
		const [first] = await ledger.read(connection);
		assert.equal(first?.version, '001');
		await ledger.write(connection, first);
		const harmless = await verifyWith(connection, directory);
		assert.deepEqual(told(harmless, 'ledger'), ['proved', '(001 was applied after 002)']);
		assert.equal(harmless.verdict, 'proved');
		await connection.query('ALTER TABLE a DROP COLUMN more');
		assert.deepEqual(told(await verifyWith(connection, directory), 'ledger'), ['failed', '001 was applied after 002']);
	});

	it('names every migration that fails, and goes on behind it', async () => {
		const directory = await migrationsOf({
			'001_a.sql': 'CREATE TABLE a (id INTEGER, n INTEGER)',
			'002_twice.sql': 'CREATE TABLE b (id INTEGER);\nALTER TABLE a ADD COLUMN n INTEGER;\nCREATE INDEX b_id ON b (id)',
			'003_nix.sql': 'INSERT INTO a (nix) VALUES (1)',
			'004_after.sql': 'CREATE INDEX a_n ON a (n)',
		});
		const ledger = await findLedger(connection);
		await ledger.create(connection);
		for (const version of ['001', '002', '003', '004']) await ledger.write(connection, { version, status: 'applied' });
		await connection.query('CREATE TABLE a (id INTEGER)');
		await connection.query('CREATE TABLE b (id INTEGER)');
		await connection.query('CREATE INDEX b_id ON b (id)');
		const report = await verifyWith(connection, directory);
		assert.deepEqual(told(report, 'replay'), [
			'failed',
			'002_twice.sql failed: duplicate column name: n.',
			'003_nix.sql failed: table a has no column named nix.',
		]);
		const failure = report.proofs.find(({ proof }) => proof === 'replay')?.evidence[0];
		assert.deepEqual(failure?.range, { start: 29, end: 63 });
		// The last migration that claims a thing answers for it, and what stands on it is no second fault.
		assert.deepEqual(told(report, 'drift'), ['failed', '002 is recorded, but `a.n` is missing']);
	});

	it('says which files were edited after they ran, and what they would make', async () => {
		await runOn(connection, await migrationsOf(sources));
		const edited = await migrationsOf({
			...sources,
			'001_apps.sql': `-- Everything belongs to an app.\n${sources['001_apps.sql']}`,
			'002_milestones.sql': sources['002_milestones.sql'].replace('title TEXT', 'title TEXT NOT NULL'),
		});
		const report = await verifyWith(connection, edited);
		assert.deepEqual(told(report, 'files'), [
			'failed',
			'(001_apps.sql was edited after it ran, but not its upgrade)',
			'002_milestones.sql was edited after it ran',
		]);
		assert.deepEqual(told(report, 'drift'), [
			'failed',
			'002 is recorded, but the not null of `milestones.title` is `no` instead of `yes`',
		]);
	});

	it('says what is recorded and has no file, twice recorded, failed', async () => {
		const directory = await migrationsOf(sources);
		await runOn(connection, directory, { selection: { to: '003' } });
		const ledger = await findLedger(connection);
		await ledger.write(connection, { version: '099', name: 'gone', status: 'applied' });
		await ledger.write(connection, { version: '004', status: 'failed', error: 'disk full' });
		const report = await verifyWith(connection, directory);
		assert.deepEqual(told(report, 'ledger'), [
			'failed',
			'099 (gone) is recorded, and there is no such file',
			'004 is recorded as failed: disk full',
		]);
		assert.deepEqual(told(report, 'drift'), [
			'not proved',
			'(what 099 does could not be replayed, so there may be more)',
		]);
	});

	it('never takes a table of the wrong shape for an empty one', async () => {
		const directory = await migrationsOf(sources);
		await runOn(connection, directory);
		await connection.query('ALTER TABLE plumbline_migrations DROP COLUMN error');
		const report = await verifyWith(connection, directory);
		assert.equal(report.verdict, 'failed');
		const [verdict, message] = told(report, 'ledger');
		assert.equal(verdict, 'failed');
		assert.match(message ?? '', /has no column `error`/);
		assert.deepEqual(told(report, 'drift'), ['not proved']);
		assert.deepEqual(told(report, 'replay'), ['proved']);
	});

	it('tells a database that was never initialised from one whose migrations table is gone', async () => {
		const directory = await migrationsOf(sources);
		const never = await verifyWith(connection, directory);
		assert.equal(never.verdict, 'not proved');
		assert.match(told(never, 'ledger')[1] ?? '', /^not initialised: there is no migrations table plumbline_migrations/);
		await connection.query('CREATE TABLE apps (id INTEGER)');
		const gone = await verifyWith(connection, directory);
		assert.equal(gone.verdict, 'failed');
		assert.match(told(gone, 'ledger')[1] ?? '', /there is no migrations table plumbline_migrations, but 1 tables/);
	});

	it('does not judge what a code migration may have done that cannot run here', async () => {
		const directory = await migrationsOf({
			...sources,
			'005_code.py':
				'def upgrade(conn):\n    for name in names():\n        conn.execute(f"ALTER TABLE apps ADD COLUMN {name}")\n',
		});
		await runOn(connection, await migrationsOf(sources));
		await connection.query('ALTER TABLE apps ADD COLUMN extra');
		await (await findLedger(connection)).write(connection, { version: '005', status: 'applied' });
		const report = await verifyWith(connection, directory);
		assert.equal(report.verdict, 'not proved');
		assert.equal(told(report, 'replay')[0], 'not proved');
		assert.match(told(report, 'replay')[1] ?? '', /005_code\.py needs Python/);
		assert.deepEqual(told(report, 'drift'), [
			'not proved',
			'(what 005 does could not be replayed, so this is not judged: `apps.extra`)',
		]);
		// What it does not name is judged all the same.
		await connection.query('ALTER TABLE milestones DROP COLUMN app_id');
		assert.equal(
			told(await verifyWith(connection, directory), 'drift')[1],
			'003 is recorded, but `milestones.app_id` is missing',
		);
	});

	it('knows what a code migration does that only sends SQL, also without Python', async () => {
		const directory = await migrationsOf({
			...sources,
			'005_code.py': 'def upgrade(conn):\n    conn.execute("ALTER TABLE apps ADD COLUMN extra TEXT")\n',
		});
		await runOn(connection, await migrationsOf(sources));
		await (await findLedger(connection)).write(connection, { version: '005', status: 'applied' });
		assert.deepEqual(told(await verifyWith(connection, directory), 'drift'), [
			'failed',
			'005 is recorded, but `apps.extra` is missing',
		]);
	});

	it('touches no file from a replay', () =>
		inTemporaryFolder(async (folder) => {
			const directory = await migrationsOf({
				'001_a.sql': `CREATE TABLE a (id INTEGER);`,
				'002_beyond.sql': `ATTACH '${path.join(folder, 'other.db')}' AS other;\nVACUUM INTO '${path.join(folder, 'copy.db')}';\n`,
			});
			await verifyWith(connection, directory);
			assert.deepEqual(folderState(folder), {});
		}));

	it('writes nothing to the database', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const directory = await migrationsOf(sources);
			const writer = await openSqlite(file, 'create');
			await writer.query('PRAGMA journal_mode = WAL');
			await runOn(writer, directory);
			await writer.close();
			const before = folderState(folder);
			const reader = await openSqlite(file, 'read');
			assert.equal((await verifyWith(reader, directory)).verdict, 'proved');
			assert.deepEqual(folderState(folder), before);
			await reader.close();
			assert.deepEqual(folderState(folder), before);
		}));

	it('can be cancelled, and tells how far it is', async () => {
		const directory = await migrationsOf(sources);
		const controller = new AbortController();
		const progress: string[] = [];
		await assert.rejects(
			verifyWith(connection, directory, {
				signal: controller.signal,
				onProgress: (done, total) => {
					progress.push(`${done}/${total}`);
					if (done === 2) controller.abort();
				},
			}),
			RunCancelledError,
		);
		assert.deepEqual(progress, ['1/4', '2/4']);
	});
});
