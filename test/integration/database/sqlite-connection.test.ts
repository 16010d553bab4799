import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readFileHead } from '../../../src/database/sqlite/file-head.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import type { SqliteConnection } from '../../../src/database/sqlite/sqlite-connection.ts';
import { inTemporaryFolder } from '../../support/folder-state.ts';
import { holdDatabase } from '../../support/hold-database.ts';

for (const doubleQuotedStrings of [false, true]) {
	const library = doubleQuotedStrings ? 'node:sqlite' : 'better-sqlite3';

	describe(`SQLite by ${library}`, () => {
		let connection: SqliteConnection;
		beforeEach(async () => {
			connection = await openSqlite(':memory:', 'create', { doubleQuotedStrings });
			assert.equal(connection.driver, library);
		});
		afterEach(async () => connection.close());

		it('gives and takes values as they are', async () => {
			const values = [null, 1, -1, 1.5, 9007199254740993n, 'é', new Uint8Array([0, 255]), true, new Date(0)];
			const marks = values.map(() => '?').join(', ');
			const { rows } = await connection.query(`SELECT ${marks}`, values);
			assert.deepEqual(rows, [
				[null, 1, -1, 1.5, 9007199254740993n, 'é', Buffer.from([0, 255]), 1, '1970-01-01T00:00:00.000Z'],
			]);
			const types = await connection.query('SELECT typeof(?), typeof(?), typeof(?)', [1, 1.5, 2n ** 60n]);
			assert.deepEqual(types.rows, [['integer', 'real', 'integer']]);
		});

		it('keeps 1 and 1.0 apart where that is asked for', async () => {
			const { rows } = await connection.query('SELECT 1, 1.0, typeof(?), typeof(?)', [1n, 1], { exactNumbers: true });
			assert.deepEqual(rows, [[1n, 1, 'integer', 'real']]);
		});

		it('takes named parameters with and without their prefix', async () => {
			const { rows } = await connection.query('SELECT :a, @b, $c', { a: 1, '@b': 2, $c: 3 });
			assert.deepEqual(rows, [[1, 2, 3]]);
		});

		it('counts changes, of RETURNING too, and gives the last rowid', async () => {
			await connection.query('CREATE TABLE t (id INTEGER PRIMARY KEY, a)');
			const first = await connection.query('INSERT INTO t (a) VALUES (1), (2)');
			assert.deepEqual([first.changes, first.lastInsertRowid, first.columns], [2, 2n, []]);
			const second = await connection.query('INSERT INTO t (a) VALUES (3) RETURNING id, a');
			assert.deepEqual([second.changes, second.lastInsertRowid, second.rows], [1, 3n, [[3, 3]]]);
			assert.equal((await connection.query('CREATE TABLE u (a)')).changes, 0);
			assert.equal((await connection.query('SELECT * FROM t')).changes, 0);
			assert.equal((await connection.query('UPDATE t SET a = 0 WHERE id > 1')).changes, 2);
		});

		it('refuses several statements, and none, and names the error', async () => {
			await assert.rejects(connection.query('SELECT 1; SELECT 2'), /more than one statement/);
			await assert.rejects(connection.query(' -- nothing'), { name: 'DatabaseError' });
			assert.equal((await connection.query('SELECT 1; -- the end\n;')).rows.length, 1);
			await connection.query('CREATE TABLE t (a UNIQUE)');
			await connection.query('INSERT INTO t VALUES (1)');
			await assert.rejects(connection.query('INSERT INTO t VALUES (1)'), {
				name: 'DatabaseError',
				code: 'SQLITE_CONSTRAINT_UNIQUE',
				message: 'UNIQUE constraint failed: t.a',
			});
			await assert.rejects(connection.query('SELECT nix FROM t'), {
				code: 'SQLITE_ERROR',
				message: 'no such column: nix',
			});
		});

		it('does not enforce foreign keys, so that rebuilding a table keeps the rows that refer to it', async () => {
			await connection.query('CREATE TABLE p (id INTEGER PRIMARY KEY)');
			await connection.query('CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)');
			await connection.query('INSERT INTO p VALUES (1)');
			await connection.query('INSERT INTO c VALUES (1)');
			await connection.query('PRAGMA foreign_keys = ON');
			await connection.begin('write');
			await connection.query('DROP TABLE p');
			await connection.commit();
			assert.deepEqual((await connection.query('SELECT count(*) FROM c')).rows, [[1]]);
		});

		it('rolls back, and does not mind where SQLite did so already', async () => {
			await connection.begin('write');
			await connection.query('CREATE TABLE gone (a)');
			await connection.rollback();
			await connection.rollback();
			await assert.rejects(connection.query('SELECT * FROM gone'), /no such table/);
		});
	});
}

describe('a database with strings in double quotes', () => {
	it('is opened by the library that reads them', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'old.db');
			const database = new DatabaseSync(file, { enableDoubleQuotedStringLiterals: true });
			database.exec(`
				CREATE TABLE t ("id" INTEGER, s TEXT);
				CREATE VIEW active AS SELECT "id" FROM t WHERE s = "active";
				INSERT INTO t VALUES (1, 'active'), (2, 'gone');
			`);
			database.close();
			for (const mode of ['read', 'write'] as const) {
				const connection = await openSqlite(file, mode);
				assert.equal(connection.driver, 'node:sqlite');
				assert.deepEqual((await connection.query('SELECT * FROM active')).rows, [[1]]);
				await connection.close();
			}
			const strict = await openSqlite(file, 'read', { doubleQuotedStrings: false });
			await assert.rejects(strict.query('SELECT * FROM active'), { code: 'SQLITE_ERROR' });
			await strict.close();
		}));

	it('is not suspected where double quotes only stand around names', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const connection = await openSqlite(file, 'create');
			await connection.query('CREATE TABLE "t" ("id" INTEGER, "s" TEXT DEFAULT (1), CHECK ("id" > 0))');
			await connection.query(
				'CREATE VIEW v AS SELECT x."id" AS "The Id" FROM "t" AS x WHERE "s" IS NULL ORDER BY "The Id"',
			);
			await connection.close();
			const again = await openSqlite(file, 'read');
			assert.equal(again.driver, 'better-sqlite3');
			await again.close();
		}));
});

describe('a database that is open in this process already', () => {
	before(function () {
		if (process.platform === 'win32') this.skip();
	});

	it('keeps its locks when it is opened or looked at once more', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const connection = await openSqlite(file, 'create');
			await connection.query('PRAGMA journal_mode = WAL');
			await connection.query('CREATE TABLE t (a)');
			const held = locksOn(file);
			assert.notEqual(held, '', 'a connection in WAL mode holds a lock on its file');

			assert.equal(Buffer.from(await readFileHead(file, 16)).toString('latin1'), 'SQLite format 3\0');
			const reader = await openSqlite(file, 'read', { doubleQuotedStrings: true });
			assert.equal(reader.driver, 'better-sqlite3');
			await reader.query('SELECT * FROM t');
			await reader.close();
			assert.equal(locksOn(file), held);

			// A program that closes the database as the last one deletes the -wal: it must see that it is not the last.
			const other = await holdDatabase(file, 'INSERT INTO t VALUES (1)');
			await other.close();
			await connection.query('INSERT INTO t VALUES (2)');
			await connection.close();
			const after = await openSqlite(file, 'read');
			assert.deepEqual((await after.query('SELECT a FROM t')).rows, [[1], [2]]);
			await after.close();
		}));

	/** The locks that this process has on a file, as Linux tells them; elsewhere only what comes after counts. */
	function locksOn(file: string): string {
		if (process.platform !== 'linux') return 'not told';
		const inode = execFileSync('stat', ['-c', '%i', file], { encoding: 'utf8' }).trim();
		const locks = execFileSync('cat', ['/proc/locks'], { encoding: 'utf8' }).split('\n');
		return locks
			.filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${inode} `))
			.map((line) => line.replace(/^\d+: /, ''))
			.join('\n');
	}
});
