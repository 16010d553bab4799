import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BackupFailedError, backupSqlite } from '../../../src/database/backup.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { inTemporaryFolder } from '../../support/folder-state.ts';
import { holdDatabase } from '../../support/hold-database.ts';

describe('a backup of an SQLite database', () => {
	for (const journal of ['DELETE', 'WAL']) {
		it(`has all rows in ${journal} mode, while a connection has it open, and only its owner may read it`, () =>
			inTemporaryFolder(async (folder) => {
				const file = path.join(folder, 'app.db');
				const connection = await openSqlite(file, 'create');
				await connection.query(`PRAGMA journal_mode = ${journal}`);
				await connection.query('CREATE TABLE t (a)');
				await connection.query("INSERT INTO t VALUES (1), ('two')");
				await connection.query('CREATE VIRTUAL TABLE docs USING fts5(body)');
				const backups = path.join(folder, '.plumbline', 'backups');
				const backup = await backupSqlite(file, { folder: backups });
				assert.ok(backup !== undefined);
				assert.match(path.basename(backup.path), /^app-[0-9a-f]{8}-\d{17}\.db$/);
				assert.equal(backup.bytes, statSync(backup.path).size);
				if (process.platform !== 'win32') {
					assert.equal(statSync(backup.path).mode & 0o777, 0o600);
					assert.equal(statSync(backups).mode & 0o777, 0o700);
				}
				assert.equal(readFileSync(path.join(folder, '.plumbline', '.gitignore'), 'utf8'), '*\n');
				assert.deepEqual(readdirSync(backups), [path.basename(backup.path)], 'no journal stays beside it');
				const copy = await openSqlite(backup.path, 'read');
				assert.deepEqual((await copy.query('SELECT a FROM t')).rows, [[1], ['two']]);
				await copy.close();
				// The connection still works, and its own journal is where it was.
				await connection.query('INSERT INTO t VALUES (3)');
				await connection.close();
			}));
	}

	it('is made by the library that has the database open', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const connection = await openSqlite(file, 'create', { doubleQuotedStrings: true });
			await connection.query('CREATE TABLE t (a)');
			await connection.query('INSERT INTO t VALUES ("text")');
			const backup = await backupSqlite(file, { folder: path.join(folder, 'backups') });
			await connection.close();
			const copy = await openSqlite(backup?.path ?? '', 'read');
			assert.deepEqual((await copy.query('SELECT a FROM t')).rows, [['text']]);
			await copy.close();
		}));

	it('is not made where there is nothing to lose', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'empty.db');
			writeFileSync(file, '');
			const options = { folder: path.join(folder, 'backups') };
			assert.equal(await backupSqlite(file, options), undefined);
			assert.equal(await backupSqlite(path.join(folder, 'missing.db'), options), undefined);
			assert.deepEqual(readdirSync(folder), ['empty.db']);
		}));

	it('keeps the newest three of a database, and touches no file that is not a backup of it', () =>
		inTemporaryFolder(async (folder) => {
			const backups = path.join(folder, 'backups');
			const files = ['one', 'two'].map((name) => path.join(folder, name, 'app.db'));
			for (const file of files) {
				mkdirSync(path.dirname(file));
				const database = new DatabaseSync(file);
				database.exec('CREATE TABLE t (a)');
				database.close();
			}
			const [file = '', other = ''] = files;
			const backUp = async (of: string) => path.basename((await backupSqlite(of, { folder: backups }))?.path ?? '');
			const ofOther = await backUp(other);
			const first = await backUp(file);
			const foreign = [
				'app.db',
				'app-20200101000000000.db',
				first.replace('.db', '.db.bak'),
				`my-${first}`,
				'notes.txt',
			];
			for (const name of foreign) writeFileSync(path.join(backups, name), 'kept');
			writeFileSync(
				path.join(backups, `${first.replace(/\d{17}/, '20200101000000000')}.partial`),
				'of a killed process',
			);
			const later = [await backUp(file), await backUp(file), await backUp(file)];
			assert.deepEqual(readdirSync(backups).sort(), [...foreign, ofOther, ...later].sort());
		}));

	it('removes no earlier one where the new one is not whole', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const backups = path.join(folder, 'backups');
			const database = new DatabaseSync(file);
			database.exec('CREATE TABLE t (a, b); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1, 2), (3, 4)');
			database.close();
			for (let time = 0; time < 3; time++) await backupSqlite(file, { folder: backups });
			const before = readdirSync(backups);
			assert.equal(before.length, 3);
			const bytes = readFileSync(file);
			bytes.write('b', bytes.indexOf('CREATE INDEX i ON t (a)') + 'CREATE INDEX i ON t ('.length);
			writeFileSync(file, bytes);
			await assert.rejects(backupSqlite(file, { folder: backups }), /is not whole/);
			assert.deepEqual(readdirSync(backups), before);
		}));

	it('fails while another program holds the database, and leaves no file that looks like one', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const other = await holdDatabase(file, 'CREATE TABLE t (a); BEGIN EXCLUSIVE');
			const backups = path.join(folder, 'backups');
			await assert.rejects(
				backupSqlite(file, { folder: backups, busyTimeoutMs: 100 }),
				(error: unknown) => error instanceof BackupFailedError && /nothing was written/.test(error.message),
			);
			assert.deepEqual(readdirSync(backups), []);
			await other.close();
		}));

	it('fails where the copy is not whole', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('CREATE TABLE t (a, b); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1, 2), (3, 4)');
			database.close();
			// The index is now said to be of another column than the one that it was made of.
			const bytes = readFileSync(file);
			bytes.write('b', bytes.indexOf('CREATE INDEX i ON t (a)') + 'CREATE INDEX i ON t ('.length);
			writeFileSync(file, bytes);
			const backups = path.join(folder, 'backups');
			await assert.rejects(backupSqlite(file, { folder: backups }), /is not whole, so nothing was written/);
			assert.deepEqual(readdirSync(backups), []);
		}));

	it('does not fail of rows that break a rule of the application: they are as they were', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec(
				'CREATE TABLE t (a CHECK (a > 0)); PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (-1)',
			);
			database.close();
			const backup = await backupSqlite(file, { folder: path.join(folder, 'backups') });
			assert.ok(backup !== undefined && backup.bytes > 0);
		}));
});
