import assert from 'node:assert/strict';
import { execFile, fork } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { FromWorker, ToWorker } from '../../src/worker/protocol.ts';
import { packagedExtension } from './packaged-extension.ts';

describe('the package, unpacked where there is no node_modules', () => {
	let folder: string;
	let dist: string;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'plumbline vsix '));
		dist = join(folder, 'extension', 'dist');
		for (const [name, bytes] of Object.entries(unzipSync(await readFile(await packagedExtension())))) {
			await mkdir(dirname(join(folder, name)), { recursive: true });
			if (!name.endsWith('/')) await writeFile(join(folder, name), bytes);
		}
	});
	after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

	it('parses PostgreSQL, opens SQLite, boots PGlite with an extension', async () => {
		const answer = await askWorker(join(dist, 'worker.js'), folder);
		assert.ok(answer.type === 'result', `the worker answered ${JSON.stringify(answer)}`);
		const proved = answer.result;
		assert.ok(typeof proved === 'object' && proved !== null);
		assert.deepEqual(Object.keys(proved).sort(), ['pglite', 'postgresql', 'python', 'sqlite', 'typescript']);
	});

	it('lints migrations in SQL and in Python', async () => {
		const migrations = join(folder, 'project', 'migrations');
		await mkdir(migrations, { recursive: true });
		await writeFile(
			join(migrations, '001_users.sql'),
			'CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);\n',
		);
		await writeFile(
			join(migrations, '002_email.py'),
			'def upgrade(conn):\n    conn.execute("CREATE TABLE emails (address text)")\n',
		);
		const args = [join(dist, 'plumbline.js'), 'lint', '--format', 'json', migrations];
		const { status, out, err } = await runNode(args, folder);
		assert.ok(status === 0 || status === 1, `lint ended with ${status}: ${err}`);
		assert.match(out, /001_users\.sql/);
		assert.match(out, /002_email\.py/);
	});
});

/** A variable that makes Node look for packages elsewhere would hide that one is missing. */
const { NODE_PATH: _, NODE_OPTIONS: __, ...env } = process.env;

function askWorker(path: string, cwd: string): Promise<FromWorker> {
	return new Promise((resolve, reject) => {
		const worker = fork(path, [], { cwd, env, execArgv: ['--liftoff-only'], stdio: ['ignore', 2, 2, 'ipc'] });
		const request: ToWorker = { type: 'request', id: 1, method: 'selfCheck', params: {} };
		worker.once('error', reject);
		worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
		worker.on('message', (message: FromWorker) => {
			if (message.type === 'ready') worker.send(request);
			if (message.type !== 'result' && message.type !== 'error') return;
			resolve(message);
			worker.disconnect();
		});
	});
}

function runNode(args: readonly string[], cwd: string): Promise<{ status: unknown; out: string; err: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, args, { cwd, env }, (error, out, err) =>
			resolve({ status: error?.code ?? 0, out, err }),
		);
	});
}
