import assert from 'node:assert/strict';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { folderState, inTemporaryFolder } from '../../support/folder-state.ts';
import { holdDatabase } from '../../support/hold-database.ts';

/** Reads the rows of `t`, and holds that no byte and no file changed by it. */
async function readUntouched(folder: string, file: string): Promise<readonly unknown[]> {
	const before = folderState(folder);
	const connection = await openSqlite(file, 'read');
	try {
		await connection.begin('read');
		const { rows } = await connection.query('SELECT a FROM t ORDER BY a');
		assert.deepEqual([...(await connection.readSchema([])).tables.keys()], ['t']);
		await connection.rollback();
		await assert.rejects(connection.query('INSERT INTO t VALUES (99)'), {
			name: 'DatabaseError',
			code: 'SQLITE_READONLY',
		});
		assert.deepEqual(folderState(folder), before, 'while it is open');
		return rows.map(([a]) => a);
	} finally {
		await connection.close();
		assert.deepEqual(folderState(folder), before, 'after it was closed');
	}
}

describe('reading an SQLite database', () => {
	it('changes nothing in rollback mode', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
			database.close();
			assert.deepEqual(await readUntouched(folder, file), [1]);
		}));

	it('changes nothing in a WAL database that nobody has open', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app 100%.db');
			const database = new DatabaseSync(file);
			database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)');
			database.close();
			assert.deepEqual(Object.keys(folderState(folder)), ['app 100%.db']);
			assert.deepEqual(await readUntouched(folder, file), [1]);
		}));

	it('sees what a program that is running has written, and changes nothing', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const other = await holdDatabase(
				file,
				'PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)',
			);
			try {
				assert.ok(existsSync(`${file}-wal`));
				assert.deepEqual(await readUntouched(folder, file), [1, 2]);
				await other.run('INSERT INTO t VALUES (3)');
				assert.deepEqual(await readUntouched(folder, file), [1, 2, 3]);
			} finally {
				await other.close();
			}
		}));

	it('sees what a program that died has left in its -wal, with and without -shm', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)');
			await inTemporaryFolder(async (other) => {
				const dead = path.join(other, 'dead.db');
				for (const suffix of ['', '-wal']) copyFileSync(file + suffix, dead + suffix);
				assert.deepEqual(await readUntouched(other, dead), [1, 2, 3]);
				copyFileSync(`${file}-shm`, `${dead}-shm`);
				assert.deepEqual(await readUntouched(other, dead), [1, 2, 3]);
			});
			database.close();
		}));

	it('takes back what a program that died had half written, on a copy', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('PRAGMA cache_size = 2; CREATE TABLE t (a); INSERT INTO t VALUES (1)');
			// Spilt to the file before it was committed, so only the journal knows what stood there.
			database.exec(
				`BEGIN; INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n`,
			);
			await inTemporaryFolder(async (other) => {
				const dead = path.join(other, 'dead.db');
				for (const suffix of ['', '-journal']) copyFileSync(file + suffix, dead + suffix);
				assert.deepEqual(await readUntouched(other, dead), [1]);
			});
			database.close();
		}));

	it('takes a file without bytes for an empty database', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'never-used.db');
			writeFileSync(file, '');
			const before = folderState(folder);
			const connection = await openSqlite(file, 'read');
			assert.equal((await connection.readSchema([])).tables.size, 0);
			await assert.rejects(connection.query('CREATE TABLE t (a)'), { code: 'SQLITE_READONLY' });
			await connection.close();
			assert.deepEqual(folderState(folder), before);
		}));
});
