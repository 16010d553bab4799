import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SampleProject, sampleProject, sqliteConfiguration } from '../../support/sample-project.ts';

const COMMAND_LINE = path.join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'main.ts');

const quick = {
	'plumbline.json': sqliteConfiguration,
	'migrations/001_a.sql': '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\nDROP TABLE a;\n',
};

const failing = {
	...quick,
	'migrations/002_b.sql': 'CREATE TABLE b (id);\n\nINSERT INTO nope\nVALUES (1);\n',
	'migrations/003_c.sql': 'CREATE TABLE c (id);\n',
};

/** One statement that takes SQLite `rows` steps. */
const counting = (rows: number) =>
	`CREATE TABLE counted AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT sum(i) AS total FROM n;\n`;

describe('up and down on the command line', () => {
	it('tell calmly what failed, where, what is done and what was not reached', async () => {
		await using project = await sampleProject(failing);
		const { status, out } = await plumbline(project, ['up', '--env', 'dev']);
		assert.equal(status, 1);
		assert.deepEqual(out.trimEnd().split('\n'), [
			'✗ dev: 002_b.sql failed: no such table: nope. Nothing of it was kept.',
			'  at migrations/002_b.sql:3:1',
			'  INSERT INTO nope VALUES (1)',
			'  applied: 001',
			'  not reached: 003',
		]);
		const again = await plumbline(project, ['up', '--env', 'dev', '--format', 'json']);
		const { failure, notReached } = JSON.parse(again.out);
		assert.deepEqual([failure.line, failure.column, notReached], [3, 1, ['003']]);
		assert.equal((await plumbline(project, ['down', '--env', 'dev', '--yes'])).status, 0);
		await project.write('migrations/001_a.sql', '-- upgrade\nCREATE TABLE a (id);\n-- downgrade\n\tDROP TABLE no;\n');
		await plumbline(project, ['up', '--env', 'dev', '--to', '001']);
		const reverted = await plumbline(project, ['down', '--env', 'dev', '--yes']);
		assert.match(reverted.out, /at migrations\/001_a\.sql:4:2\n {2}DROP TABLE no\n {2}reverted: none\n/);
	});

	it('say where verify found what it found', async () => {
		await using project = await sampleProject(failing);
		await plumbline(project, ['up', '--env', 'dev', '--to', '001']);
		const { out } = await plumbline(project, ['verify', '--env', 'dev']);
		assert.match(out, /002_b\.sql failed: no such table: nope\.\n {8}at migrations\/002_b\.sql:3:1\n/);
		const json = await plumbline(project, ['verify', '--env', 'dev', '--format', 'json']);
		const evidence: { line?: number; column?: number; version?: string }[] = JSON.parse(json.out)[0].proofs.flatMap(
			({ evidence: found }: { evidence: object[] }) => found,
		);
		assert.ok(evidence.some(({ version, line, column }) => version === '002' && line === 3 && column === 1));
	});

	it('say what is pending behind the version that is applied already', async () => {
		await using project = await sampleProject(failing);
		await plumbline(project, ['up', '--env', 'dev', '--to', '001']);
		const { status, out } = await plumbline(project, ['up', '--env', 'dev', '--to', '001']);
		assert.deepEqual([status, out], [0, '✓ dev has 001 applied already; 2 newer migrations are pending.\n']);
	});

	it('wait for another run with one line, and say what it has done meanwhile', async function () {
		this.timeout(60_000);
		await using project = await sampleProject({ ...quick, 'migrations/002_slow.sql': counting(8_000_000) });
		const first = start(project, ['up', '--env', 'dev']);
		await first.told(/001 a/);
		const second = await plumbline(project, ['up', '--env', 'dev']);
		assert.equal((await first.ended).status, 0);
		assert.deepEqual(second.err.match(/waiting for .*/g), [
			'waiting for another run on this database, 60 s at most; Ctrl+C to stop',
		]);
		// Whichever of the two had read the database first.
		assert.match(second.out, /^✓ dev: (?:001, )?002 applied meanwhile by another run; nothing was left to do\n$/);
		assert.equal(second.status, 0);
	});

	it('roll back the migration whose one slow statement was running at Ctrl+C, and say so', async function () {
		if (process.platform === 'win32') this.skip();
		this.timeout(60_000);
		await using project = await sampleProject({
			...quick,
			'migrations/002_slow.sql': counting(8_000_000),
			'migrations/003_c.sql': 'CREATE TABLE c (id);\n',
		});
		const run = start(project, ['up', '--env', 'dev']);
		await run.told(/001 a/);
		await sleep(300);
		run.interrupt();
		await run.told(/Stopping\. SQLite ends the statement that it is at first.*Ctrl\+C again leaves at once\./);
		const { status, out } = await run.ended;
		assert.deepEqual(await tablesOf(project), ['a']);
		assert.deepEqual(out.split('\n').slice(0, 3), [
			'✗ dev: stopped; 002 slow was in hand, and was rolled back',
			'  applied: 001',
			'  not reached: 003',
		]);
		assert.equal(status, 1);
	});

	it('leave at once at a second Ctrl+C, with nothing half done', async function () {
		if (process.platform === 'win32') this.skip();
		this.timeout(60_000);
		await using project = await sampleProject({ ...quick, 'migrations/002_slow.sql': counting(2_000_000_000) });
		const run = start(project, ['up', '--env', 'dev']);
		await run.told(/001 a/);
		run.interrupt();
		await run.told(/Stopping/);
		run.interrupt();
		assert.equal((await run.ended).signal, 'SIGINT');
		await project.write('migrations/002_slow.sql', 'CREATE TABLE b (id);\n');
		// The worker is gone, and its lock with it.
		assert.equal((await plumbline(project, ['up', '--env', 'dev'])).status, 0);
		assert.deepEqual(await tablesOf(project), ['a', 'b']);
	});
});

interface Ended {
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

function plumbline(project: SampleProject, args: readonly string[]): Promise<Ended> {
	return start(project, args).ended;
}

/** Starts the command line as a terminal does: in a process group, which gets Ctrl+C as a whole. */
function start(project: SampleProject, args: readonly string[]) {
	const child = spawn(process.execPath, [COMMAND_LINE, ...args], {
		cwd: project.folder,
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const heard = { out: '', err: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		heard.out += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		heard.err += text;
	});
	const ended = once(child, 'close').then(([status, signal]): Ended => ({ status, signal, ...heard }));
	return { ended, told: (words: RegExp) => told(child, heard, words), interrupt: () => interrupt(child) };
}

async function told(child: ChildProcess, heard: { readonly err: string }, words: RegExp): Promise<void> {
	while (!words.test(heard.err)) {
		assert.equal(child.exitCode ?? child.signalCode, null, `it ended without saying ${words}: ${heard.err}`);
		await sleep(10);
	}
}

function interrupt({ pid }: ChildProcess): void {
	assert.ok(pid !== undefined);
	process.kill(-pid, 'SIGINT');
}

async function tablesOf(project: SampleProject): Promise<readonly unknown[]> {
	const file = project.pathOf('dev.db');
	assert.ok(existsSync(file));
	const database = new DatabaseSync(file);
	try {
		const sql =
			"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'plumbline%' AND name NOT LIKE 'sqlite%' ORDER BY 1";
		return database
			.prepare(sql)
			.all()
			.map(({ name }) => name);
	} finally {
		database.close();
	}
}
