import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { findLedger } from '../../../src/ledger/find-ledger.ts';
import { checksumOf } from '../../../src/run/checksum.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { objectsIn, recorded, runOn } from '../../support/run-on.ts';
import { sampleProject } from '../../support/sample-project.ts';

describe('running on SQLite', () => {
	let connection: Connection;
	beforeEach(async () => {
		connection = await openSqlite(':memory:', 'create');
	});
	afterEach(() => connection.close());

	const up = async (sources: Readonly<Record<string, string>>) => runOn(connection, await migrationsOf(sources));

	it('records what ran, so that it can be held against the file and undone', async () => {
		const source = '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\nDROP TABLE a;\n';
		const before = new Date().toISOString();
		await up({ '001_first.sql': source });
		const after = new Date().toISOString();
		const [entry] = await (await findLedger(connection)).read(connection);
		assert.equal(entry?.name, 'first');
		assert.equal(entry?.checksum, checksumOf(source));
		assert.match(entry?.sql ?? '', /CREATE TABLE a \(id\);/);
		assert.match(entry?.downgrade ?? '', /DROP TABLE a;/);
		assert.doesNotMatch(entry?.sql ?? '', /DROP/);
		assert.deepEqual([entry?.appliedBy, entry?.toolVersion, entry?.statementsDone], ['tester', '0.0.0', 1]);
		assert.deepEqual([before, entry?.appliedAt, after].toSorted(), [before, entry?.appliedAt, after]);
		const { rows } = await connection.query('SELECT version, action, outcome FROM plumbline_events');
		assert.deepEqual(rows, [['001', 'apply', 'done']]);
	});

	it('leaves nothing behind of a migration that fails, and everything of those before', async () => {
		const failing = '-- upgrade\nCREATE TABLE b (id);\nINSERT INTO b VALUES (1);\nINSERT INTO nope VALUES (1);\n';
		const report = await up({
			'001_a.sql': 'CREATE TABLE a (id);',
			'002_b.sql': failing,
			'003_c.sql': 'CREATE TABLE c (id);',
		});
		assert.deepEqual(
			report.done.map(({ version }) => version),
			['001'],
		);
		assert.deepEqual(report.notReached, ['003']);
		assert.match(report.failure?.message ?? '', /002_b\.sql failed: no such table: nope\. Nothing of it was kept\./);
		assert.equal(
			failing.slice(report.failure?.range?.start, report.failure?.range?.end),
			'INSERT INTO nope VALUES (1)',
		);
		assert.equal(report.failure?.code, 'SQLITE_ERROR');
		assert.deepEqual(await objectsIn(connection), ['a']);
		assert.deepEqual(await recorded(connection), ['001 applied']);
	});

	it('takes the migrations table back with a first migration that fails', async () => {
		await up({ '001_a.sql': 'CREATE TABLE a (id); SELECT * FROM nope;' });
		const { rows } = await connection.query('SELECT count(*) FROM sqlite_schema');
		assert.deepEqual(rows, [[0]]);
	});

	it('runs again what was corrected', async () => {
		await up({ '001_a.sql': 'CREATE TABLE a (id);', '002_b.sql': 'CREATE TABLE a (id);' });
		const report = await up({ '001_a.sql': 'CREATE TABLE a (id);', '002_b.sql': 'CREATE TABLE b (id);' });
		assert.equal(report.failure, undefined);
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
		const { rows } = await connection.query('SELECT version, outcome FROM plumbline_events');
		assert.deepEqual(rows, [
			['001', 'done'],
			['002', 'failed'],
			['002', 'done'],
		]);
	});

	it('rebuilds a table without losing the rows that refer to it', async () => {
		await up({
			'001_a.sql': `CREATE TABLE parents (id INTEGER PRIMARY KEY, name);
				CREATE TABLE children (id INTEGER PRIMARY KEY, parent REFERENCES parents (id) ON DELETE CASCADE);
				CREATE VIEW named AS SELECT name FROM parents;
				INSERT INTO parents VALUES (1, 'a'); INSERT INTO children VALUES (1, 1), (2, 1);`,
			'002_rebuild.sql': `PRAGMA foreign_keys = OFF; BEGIN;
				CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
				INSERT INTO parents_new SELECT * FROM parents; DROP TABLE parents; ALTER TABLE parents_new RENAME TO parents;
				COMMIT; PRAGMA foreign_keys = ON;`,
		});
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
		assert.deepEqual((await connection.query('SELECT count(*) FROM children')).rows, [[2]]);
		assert.deepEqual((await connection.query('SELECT name FROM named')).rows, [['a']]);
	});

	it('keeps foreign keys when the old table is renamed away first', async () => {
		await up({
			'001_a.sql': `CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));
				INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);`,
			'002_b.sql':
				'ALTER TABLE p RENAME TO p_old; CREATE TABLE p (id INTEGER PRIMARY KEY, n); INSERT INTO p SELECT id, 0 FROM p_old; DROP TABLE p_old;',
		});
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
		assert.deepEqual((await connection.query("SELECT sql FROM sqlite_schema WHERE name = 'c'")).rows, [
			['CREATE TABLE c (p REFERENCES p (id))'],
		]);
	});

	it('gives a rebuilt table the counter of its AUTOINCREMENT back', async () => {
		const rebuild = `CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO n SELECT id, 0 FROM t; DROP TABLE t;
			ALTER TABLE n RENAME TO t;`;
		await up({
			'001_a.sql': `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT);
				INSERT INTO t VALUES (1), (9); DELETE FROM t WHERE id = 9; INSERT INTO u VALUES (5);`,
			'002_b.sql': `${rebuild} UPDATE sqlite_sequence SET seq = 1 WHERE name = 'u';`,
		});
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
		assert.deepEqual((await connection.query('SELECT name, seq FROM sqlite_sequence ORDER BY name')).rows, [
			['t', 9],
			['u', 1],
		]);
	});

	it('gives the counter back where auto_vacuum moves the new table to the page of the old one', async () => {
		await connection.query('PRAGMA auto_vacuum = FULL');
		await up({
			'001_a.sql':
				'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1), (9); DELETE FROM t WHERE id = 9;',
			'002_b.sql':
				'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO n SELECT id, 0 FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;',
		});
		assert.deepEqual((await connection.query('SELECT name, seq FROM sqlite_sequence')).rows, [['t', 9]]);
	});

	it('lets views follow a plain rename', async () => {
		await up({
			'001_a.sql': 'CREATE TABLE t (id); CREATE VIEW v AS SELECT id FROM t;',
			'002_b.sql': 'ALTER TABLE t RENAME TO u;',
		});
		assert.deepEqual((await connection.query('SELECT * FROM v')).rows, []);
	});

	it('refuses a new foreign-key violation before COMMIT, and bears an old one', async () => {
		const sources = {
			'001_a.sql': 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));',
			'002_b.sql': 'INSERT INTO c VALUES (7);',
		};
		const report = await up(sources);
		assert.match(
			report.failure?.message ?? '',
			/002_b\.sql leaves the database with a fault .* row of c \(rowid 1\) refers to a row of p/,
		);
		assert.deepEqual((await connection.query('SELECT * FROM c')).rows, []);

		await connection.query('PRAGMA foreign_keys = OFF');
		await connection.query('INSERT INTO c VALUES (7)');
		const again = await up({
			...sources,
			'002_b.sql':
				'CREATE TABLE c2 (p REFERENCES p (id), n); INSERT INTO c2 SELECT p, 1 FROM c; DROP TABLE c; ALTER TABLE c2 RENAME TO c;',
		});
		assert.equal(again.failure, undefined);
	});

	it('refuses a new violation beside an old one', async () => {
		await up({ '001_a.sql': 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));' });
		await connection.query('PRAGMA foreign_keys = OFF');
		await connection.query('INSERT INTO c VALUES (7)');
		const report = await up({
			'001_a.sql': 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));',
			'002_b.sql': 'UPDATE c SET p = NULL; INSERT INTO c VALUES (8);',
		});
		assert.match(report.failure?.message ?? '', /rowid 2/);
	});

	it('bears an old violation only until a migration has mended it', async () => {
		const first = { '001_a.sql': 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));' };
		await up(first);
		await connection.query('PRAGMA foreign_keys = OFF');
		await connection.query('INSERT INTO c VALUES (7)');
		const report = await up({ ...first, '002_b.sql': 'DELETE FROM c;', '003_c.sql': 'INSERT INTO c VALUES (7);' });
		assert.match(report.failure?.message ?? '', /003_c\.sql leaves the database with a fault .* row of c \(rowid 1\)/);
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
	});

	it('finds a new violation beside a foreign key that SQLite cannot check', async () => {
		await connection.query('CREATE TABLE nokey (id)');
		await connection.query('CREATE TABLE mismatched (n REFERENCES nokey (id))');
		const report = await up({
			'001_a.sql': 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));',
			'002_b.sql': 'INSERT INTO c VALUES (7);',
		});
		assert.match(report.failure?.message ?? '', /002_b\.sql .* row of c \(rowid 1\) refers to a row of p/);
		assert.deepEqual(await recorded(connection), ['001 applied']);
	});

	it('enforces foreign keys while it runs, where the script begins by asking for that', async () => {
		const report = await up({
			'001_a.sql':
				'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);',
			'002_b.sql': 'PRAGMA foreign_keys = ON; DELETE FROM p;',
		});
		assert.equal(report.failure, undefined);
		assert.deepEqual((await connection.query('SELECT * FROM c')).rows, []);
	});

	it('runs VACUUM outside a transaction, with a journal', async () => {
		const report = await up({ '001_a.sql': 'CREATE TABLE a (id);\nVACUUM;\nCREATE TABLE b (id);' });
		assert.equal(report.failure, undefined);
		const [entry] = await (await findLedger(connection)).read(connection);
		assert.deepEqual([entry?.status, entry?.statementsDone], ['applied', 3]);
		assert.deepEqual(await objectsIn(connection), ['a', 'b']);
	});

	it('goes on behind what is done, after a failure outside a transaction', async () => {
		const report = await up({ '001_a.sql': 'CREATE TABLE a (id);\nVACUUM;\nINSERT INTO nope VALUES (1);' });
		assert.match(report.failure?.message ?? '', /Its first 2 statements are done and stay/);
		assert.deepEqual(await recorded(connection), ['001 failed']);
		const edited = await up({ '001_a.sql': 'CREATE TABLE other (id);\nVACUUM;\nCREATE TABLE b (id);' });
		assert.match(edited.failure?.message ?? '', /its statements up to there were edited or moved since/);
		const again = await up({ '001_a.sql': 'CREATE TABLE a (id);\nVACUUM;\nCREATE TABLE b (id);' });
		assert.equal(again.failure, undefined);
		assert.deepEqual(await recorded(connection), ['001 applied']);
		assert.deepEqual(await objectsIn(connection), ['a', 'b']);
	});

	it('does not take a statement that was moved up for one that is done', async () => {
		const [a, b, c] = ['CREATE TABLE a (id);', 'CREATE TABLE b (id);', 'CREATE TABLE c (id);'];
		const insert = 'INSERT INTO c VALUES (1);';
		await up({ '001_a.sql': [a, b, 'VACUUM;', insert, c].join('\n') });
		assert.deepEqual(await objectsIn(connection), ['a', 'b']);
		const moved = await up({ '001_a.sql': [c, a, b, 'VACUUM;', insert].join('\n') });
		assert.match(moved.failure?.message ?? '', /edited or moved since/);
		const again = await up({ '001_a.sql': [a, b, 'VACUUM;', c, insert].join('\n') });
		assert.equal(again.failure, undefined);
		assert.deepEqual(await objectsIn(connection), ['a', 'b', 'c']);
	});

	it('breaks off between statements, and takes the migration in hand back', async () => {
		const controller = new AbortController();
		const report = await runOn(
			connection,
			await migrationsOf({
				'001_a.sql': 'CREATE TABLE a (id);',
				'002_b.sql': 'CREATE TABLE b (id); CREATE TABLE c (id);',
			}),
			{
				signal: controller.signal,
				onEvent: (event) => event.type === 'statement done' && event.version === '002' && controller.abort(),
			},
		);
		assert.deepEqual([report.cancelled, report.failure, report.notReached], [true, undefined, []]);
		assert.deepEqual(report.brokenOff, { version: '002', name: 'b', statementsKept: 0 });
		assert.deepEqual(await objectsIn(connection), ['a']);
		assert.deepEqual(await recorded(connection), ['001 applied']);
	});

	it('tells which statements stay of a migration with a journal that was broken off', async () => {
		const controller = new AbortController();
		const report = await runOn(
			connection,
			await migrationsOf({ '001_a.sql': 'CREATE TABLE a (id); VACUUM; CREATE TABLE b (id);' }),
			{
				signal: controller.signal,
				onEvent: (event) => event.type === 'statement done' && event.index === 1 && controller.abort(),
			},
		);
		assert.deepEqual(report.brokenOff, { version: '001', name: 'a', statementsKept: 2 });
		assert.deepEqual(await objectsIn(connection), ['a']);
		assert.deepEqual(await recorded(connection), ['001 failed']);
	});

	it('finishes the migration in hand when it is told to stop, and begins no other', async () => {
		const stop = new AbortController();
		const report = await runOn(
			connection,
			await migrationsOf({
				'001_a.sql': 'CREATE TABLE a (id); CREATE TABLE b (id);',
				'002_c.sql': 'CREATE TABLE c (id);',
			}),
			{
				stop: stop.signal,
				onEvent: (event) => event.type === 'statement done' && stop.abort(),
			},
		);
		assert.deepEqual([report.cancelled, report.notReached], [false, ['002']]);
		assert.deepEqual(await recorded(connection), ['001 applied']);
	});

	it('stops where somebody else changed the schema or the migrations table meanwhile', async () => {
		const sources = { '001_a.sql': 'CREATE TABLE a (id);', '002_b.sql': 'CREATE TABLE b (id);' };
		await using project = await sampleProject({});
		const theirs = await openSqlite(project.pathOf('a.db'), 'create');
		await connection.close();
		connection = await openSqlite(project.pathOf('a.db'), 'write');
		const meddle = async (sql: string) => {
			const meddled: Promise<unknown>[] = [];
			const report = await runOn(connection, await migrationsOf(sources), {
				onEvent: (event) => {
					if (event.type === 'migration done') meddled.push(theirs.query(sql));
				},
			});
			await Promise.all(meddled);
			return report;
		};
		const changed = await meddle('CREATE TABLE theirs (id)');
		assert.match(changed.failure?.message ?? '', /The schema was changed by somebody else/);
		await connection.query('DELETE FROM plumbline_migrations');
		await connection.query('DROP TABLE a');
		const recordedByOthers = await meddle(
			"INSERT INTO plumbline_migrations (version, status) VALUES ('002', 'applied')",
		);
		assert.match(recordedByOthers.failure?.message ?? '', /002 was not recorded, and is applied now/);
		await theirs.close();
	});

	it('reverts, last first, and keeps the history of it', async () => {
		const directory = await migrationsOf({
			'001_a.sql': '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\nDROP TABLE a;\n',
			'002_b.sql': '-- upgrade\nCREATE TABLE b (id);\n-- downgrade\nDROP TABLE b;\n',
		});
		await runOn(connection, directory);
		const report = await runOn(connection, directory, { action: 'revert', selection: { steps: 2 } });
		assert.deepEqual(
			report.done.map(({ version }) => version),
			['002', '001'],
		);
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
		const { rows } = await connection.query('SELECT version, action FROM plumbline_events');
		assert.deepEqual(rows, [
			['001', 'apply'],
			['002', 'apply'],
			['002', 'revert'],
			['001', 'revert'],
		]);
	});

	it('keeps the entry of a migration whose downgrade fails', async () => {
		const directory = await migrationsOf({
			'001_a.sql': '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\nDROP TABLE a;\nDROP TABLE nope;\n',
		});
		await runOn(connection, directory);
		const report = await runOn(connection, directory, { action: 'revert' });
		assert.match(report.failure?.message ?? '', /no such table: nope/);
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [['a'], ['001 applied']]);
	});

	it('applies an empty migration as the step that it is', async () => {
		await up({ '001_a.sql': '', '002_b.sql': '-- nothing\n' });
		assert.deepEqual(await recorded(connection), ['001 applied', '002 applied']);
	});
});
