import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { OpenMode } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { folderState, inTemporaryFolder } from '../../support/folder-state.ts';
import { holdDatabase } from '../../support/hold-database.ts';

const modes: readonly OpenMode[] = ['read', 'write', 'create'];

/** Holds that opening fails with this class and these words, names the file, and writes nothing. */
async function refuses(
	folder: string,
	file: string,
	some: readonly OpenMode[],
	name: string,
	words: RegExp,
): Promise<void> {
	const before = folderState(folder);
	for (const mode of some) {
		await assert.rejects(openSqlite(file, mode, { busyTimeoutMs: 50 }), (error: unknown) => {
			assert.ok(error instanceof Error);
			assert.equal(error.name, name, `${mode}: ${error.message}`);
			assert.ok(error.message.includes(path.basename(file)), error.message);
			assert.match(error.message, words);
			return true;
		});
	}
	assert.deepEqual(folderState(folder), before);
}

describe('a file that is no SQLite database', () => {
	it('is told from one: text, a short file, a folder', () =>
		inTemporaryFolder(async (folder) => {
			const text = path.join(folder, 'notes.db');
			writeFileSync(text, 'These are my notes. '.repeat(100));
			const short = path.join(folder, 'short.db');
			writeFileSync(short, 'SQLite format 3\0');
			const named = path.join(folder, 'folder.db');
			mkdirSync(named);
			await refuses(folder, text, modes, 'NotADatabaseError', /is not an SQLite database/);
			await refuses(folder, short, modes, 'NotADatabaseError', /is not an SQLite database/);
			await refuses(folder, named, modes, 'NotADatabaseError', /is a folder/);
		}));

	it('that begins like one is told from one', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'torn.db');
			writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000, 7)]));
			await refuses(folder, file, modes, 'NotADatabaseError', /is not an SQLite database/);
		}));

	it('that is not there is never made, but where that was asked for', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'missing.db');
			await refuses(folder, file, ['read', 'write'], 'DatabaseMissingError', /is not there/);
			await refuses(
				folder,
				path.join(folder, 'nowhere', 'app.db'),
				['create'],
				'DatabaseMissingError',
				/Make the folder/,
			);
			const connection = await openSqlite(file, 'create');
			await connection.query('CREATE TABLE t (a)');
			await connection.close();
			assert.deepEqual(Object.keys(folderState(folder)), ['missing.db']);
		}));

	it('that lies behind a file is told as such', () =>
		inTemporaryFolder(async (folder) => {
			writeFileSync(path.join(folder, 'file'), 'x');
			await refuses(
				folder,
				path.join(folder, 'file', 'app.db'),
				['read', 'write'],
				'DatabaseAccessError',
				/a part of its path is a file/,
			);
		}));
});

describe('a locked SQLite database', () => {
	it('is said to be locked, after a wait, and nothing is written', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'busy.db');
			const other = await holdDatabase(file, 'CREATE TABLE t (a); BEGIN EXCLUSIVE');
			try {
				await refuses(folder, file, modes, 'DatabaseLockedError', /is locked: another program is using it/);
			} finally {
				await other.close();
			}
		}));

	it('is waited for, without blocking the process', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'busy.db');
			const other = await holdDatabase(file, 'CREATE TABLE t (a)');
			const connection = await openSqlite(file, 'write');
			await other.run('BEGIN IMMEDIATE');
			let ticks = 0;
			const clock = setInterval(() => ticks++, 20);
			const released = new Promise((resolve) => setTimeout(resolve, 600)).then(() => other.run('COMMIT'));
			await connection.begin('write');
			clearInterval(clock);
			await released;
			assert.ok(ticks >= 2, `the event loop turned ${ticks} times`);
			await connection.query('INSERT INTO t VALUES (1)');
			await connection.commit();
			await connection.close();
			await other.close();
		}));
});

describe('an SQLite database that this user may not touch', () => {
	/** Root may do everything, so another user looks where the tests run as root. */
	const asUser = os.userInfo().uid === 0 ? { uid: 65534, gid: 65534 } : {};

	function openElsewhere(file: string, mode: OpenMode): string {
		const module = pathToFileURL(path.join(import.meta.dirname, '../../../src/database/sqlite/open-sqlite.ts')).href;
		const script = `
			const { openSqlite } = await import(${JSON.stringify(module)});
			try {
				const connection = await openSqlite(${JSON.stringify(file)}, ${JSON.stringify(mode)});
				const { rows } = await connection.query('SELECT a FROM t');
				if (${JSON.stringify(mode)} !== 'read') await connection.query('INSERT INTO t VALUES (2)');
				console.log('rows ' + JSON.stringify(rows));
			} catch (error) {
				console.log(error.name + ': ' + error.message);
			}`;
		return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', ...asUser });
	}

	before(function () {
		if (process.platform === 'win32') this.skip();
	});

	it('is said to be so', () =>
		inTemporaryFolder(async (folder) => {
			chmodSync(folder, 0o755);
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('CREATE TABLE t (a)');
			database.close();
			chmodSync(file, 0o000);
			for (const mode of modes)
				assert.match(openElsewhere(file, mode), /^DatabaseAccessError: .*app\.db may not be read by this user/);
			const hidden = path.join(folder, 'hidden');
			mkdirSync(hidden, { mode: 0o700 });
			chmodSync(hidden, 0o000);
			assert.match(openElsewhere(path.join(hidden, 'app.db'), 'read'), /^DatabaseAccessError: /);
		}));

	it('can be read in a folder that may not be written, in WAL mode too', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const database = new DatabaseSync(file);
			database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)');
			database.close();
			chmodSync(file, 0o444);
			chmodSync(folder, 0o555);
			try {
				const before = folderState(folder);
				assert.equal(openElsewhere(file, 'read'), 'rows [[1]]\n');
				assert.match(openElsewhere(file, 'write'), /^DatabaseError: attempt to write a readonly database/);
				assert.deepEqual(folderState(folder), before);
			} finally {
				chmodSync(folder, 0o755);
			}
		}));
});
