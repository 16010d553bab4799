import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseLockedError } from '../../../src/database/database-error.ts';
import { lockDatabase } from '../../../src/database/lock.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { inTemporaryFolder } from '../../support/folder-state.ts';

const source = (name: string) => pathToFileURL(path.join(import.meta.dirname, '../../../src/database', name)).href;

/** A runner in a process of its own that takes the lock and keeps it until it is killed. */
async function runnerWithLock(file: string) {
	const script = `
		const { openSqlite } = await import(${JSON.stringify(source('sqlite/open-sqlite.ts'))});
		const { lockDatabase } = await import(${JSON.stringify(source('lock.ts'))});
		await lockDatabase(await openSqlite(process.argv[1], 'write'));
		process.send('locked');
		process.on('message', () => undefined);`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	await once(child, 'message');
	return async () => {
		child.kill('SIGKILL');
		await once(child, 'exit');
	};
}

describe("the runner's lock of an SQLite database", () => {
	it('is had by one at a time, also through a link, and leaves nothing behind', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const first = await openSqlite(file, 'create');
			await first.query('CREATE TABLE t (a)');
			symlinkSync(file, path.join(folder, 'link.db'));
			const second = await openSqlite(path.join(folder, 'link.db'), 'write');
			const lock = await lockDatabase(first);
			assert.equal(await lock.held(), true);
			const waited: number[] = [];
			await assert.rejects(
				lockDatabase(second, { timeoutMs: 300, onWaiting: (ms) => waited.push(ms) }),
				(error: unknown) => error instanceof DatabaseLockedError && /Another run is working on/.test(error.message),
			);
			assert.ok(waited.length > 0);
			const next = lockDatabase(second, { timeoutMs: 5000 });
			await lock.release();
			await (await next).release();
			assert.deepEqual(readdirSync(folder).sort(), ['app.db', 'link.db']);
			await first.close();
			await second.close();
		}));

	it('does not keep others from reading and writing the database', () =>
		inTemporaryFolder(async (folder) => {
			const connection = await openSqlite(path.join(folder, 'app.db'), 'create');
			const lock = await lockDatabase(connection);
			const app = await openSqlite(path.join(folder, 'app.db'), 'write');
			await app.query('CREATE TABLE t (a)');
			await app.close();
			await lock.release();
			await connection.close();
		}));

	it('is free as soon as its holder was killed', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			const connection = await openSqlite(file, 'create');
			await connection.query('CREATE TABLE t (a)');
			const kill = await runnerWithLock(file);
			await assert.rejects(lockDatabase(connection, { timeoutMs: 100 }), DatabaseLockedError);
			await kill();
			assert.ok(existsSync(`${file}-plumbline-lock`), 'a killed runner removes nothing');
			const lock = await lockDatabase(connection, { timeoutMs: 5000 });
			await lock.release();
			assert.deepEqual(readdirSync(folder), ['app.db']);
			await connection.close();
		}));

	it('is never had by two, however many come and go', () =>
		inTemporaryFolder(async (folder) => {
			const file = path.join(folder, 'app.db');
			await (await openSqlite(file, 'create')).close();
			let holders = 0;
			let most = 0;
			const runner = async () => {
				const connection = await openSqlite(file, 'write');
				for (let turn = 0; turn < 5; turn++) {
					const lock = await lockDatabase(connection, { timeoutMs: 15_000 });
					most = Math.max(most, ++holders);
					await new Promise((resolve) => setTimeout(resolve, 2));
					holders--;
					await lock.release();
				}
				await connection.close();
			};
			await Promise.all(Array.from({ length: 6 }, runner));
			assert.equal(most, 1);
		})).timeout(30_000);

	it('is given up on request', () =>
		inTemporaryFolder(async (folder) => {
			const connection = await openSqlite(path.join(folder, 'app.db'), 'create');
			const lock = await lockDatabase(connection);
			const controller = new AbortController();
			const waiting = assert.rejects(lockDatabase(connection, { signal: controller.signal }), { name: 'AbortError' });
			setTimeout(() => controller.abort(), 50);
			await waiting;
			await lock.release();
			await connection.close();
		}));
});
