import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { findPython } from '../../../src/run/python/find-python.ts';
import type { Run } from '../../../src/run/run.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { objectsIn, recorded, runOn } from '../../support/run-on.ts';

describe('running Python migrations', () => {
	let connection: Connection;
	beforeEach(async () => {
		connection = await openSqlite(':memory:', 'create');
	});
	afterEach(() => connection.close());

	const up = async (source: string, over: Partial<Run> = {}) =>
		runOn(connection, await migrationsOf({ '001_a.py': source }), over);

	it('takes back everything of a function that throws, and names the line', async () => {
		const source = 'def upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n    conn.commit()\n    {}["x"]\n';
		const { failure } = await up(source);
		assert.equal(failure?.message, "001_a.py failed: KeyError: 'x'. Nothing of it was kept.");
		assert.equal(source.slice(failure?.range?.start, failure?.range?.end), '{}["x"]');
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
	});

	it('gives the words of the database, with the line that asked it', async () => {
		const source =
			'\uFEFFimport os\r\n\r\n\r\ndef upgrade(conn):\r\n    helper(conn)\r\n\r\n\r\ndef helper(conn):\r\n    conn.execute("INSERT INTO nope VALUES (1)")  # ä😀\r\n';
		const { failure } = await up(source);
		assert.equal(failure?.message, '001_a.py failed: no such table: nope. Nothing of it was kept.');
		assert.equal(failure?.code, 'SQLITE_ERROR');
		assert.equal(
			source.slice(failure?.range?.start, failure?.range?.end),
			'conn.execute("INSERT INTO nope VALUES (1)")  # ä😀',
		);
	});

	for (const [what, code, words] of [
		['ends its process', 'os._exit(0)', /process ended by itself \(exit status 0\)/],
		['leaves by sys.exit', 'sys.exit(0)', /SystemExit: 0/],
		['is killed', 'os.kill(os.getpid(), 9)', /Python process (?:was ended by SIGKILL|ended by itself)/],
	] as const) {
		it(`takes back everything of a function that ${what}`, async () => {
			const { failure } = await up(
				`import os, sys\ndef upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n    conn.commit()\n    ${code}\n`,
			);
			assert.match(failure?.message ?? '', words);
			assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
		});
	}

	it('kills an endless loop when the run is cancelled, and rolls back', async () => {
		const controller = new AbortController();
		const report = await up(
			'def upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n    while True:\n        pass\n',
			{
				signal: controller.signal,
				onEvent: (event) => event.type === 'statement done' && setTimeout(() => controller.abort(), 50),
			},
		);
		assert.deepEqual([report.cancelled, report.failure, report.brokenOff?.version], [true, undefined, '001']);
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
	});

	it('fails where SQLite took the whole transaction back, instead of going on without one', async () => {
		const { failure } = await up(
			[
				'import sqlite3',
				'def upgrade(conn):',
				'    conn.execute("CREATE TABLE a (id UNIQUE ON CONFLICT ROLLBACK)")',
				'    conn.execute("INSERT INTO a VALUES (1)")',
				'    try:',
				'        conn.execute("INSERT INTO a VALUES (1)")',
				'    except sqlite3.IntegrityError:',
				'        pass',
				'    conn.execute("CREATE TABLE b (id)")',
			].join('\n'),
		);
		assert.match(failure?.message ?? '', /SQLite took back the whole transaction/);
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
	});

	it('shows what is printed, by whom ever, and keeps the protocol apart', async () => {
		const report = await up(
			[
				'import os, subprocess, sys',
				'def upgrade(conn):',
				'    print("one"); print("two", end=""); print(" and a half")',
				'    print("to stderr", file=sys.stderr); sys.stderr.flush()',
				'    os.write(1, b"from C\\n")',
				'    subprocess.run([sys.executable, "-c", "print(\'from a child\')"], check=True)',
				'    print(repr(sys.stdin.read()))',
				'    conn.execute("CREATE TABLE a (id)")',
				'    sys.stdout.write("no end of line")',
			].join('\n'),
		);
		assert.equal(report.failure, undefined);
		const printed = report.events.flatMap((event) => (event.type === 'output' ? event.text.split('\n') : []));
		for (const line of ['one', 'two and a half', 'to stderr', 'from C', 'from a child', "''", 'no end of line']) {
			assert.ok(printed.includes(line), `"${line}" is not among ${JSON.stringify(printed)}`);
		}
	});

	it('shows the script no way to a database but its connection', async () => {
		process.env.PLUMBLINE_SECRET_PROD = 'hidden';
		process.env.MY_DATABASE = 'postgres://user:hidden@host/db';
		try {
			const { failure } = await up(
				'import os\ndef upgrade(conn):\n    assert "hidden" not in repr(os.environ)\n    assert "PATH" in os.environ\n',
			);
			assert.equal(failure, undefined);
		} finally {
			delete process.env.PLUMBLINE_SECRET_PROD;
			delete process.env.MY_DATABASE;
		}
	});

	it('calls downgrade to go back', async () => {
		const directory = await migrationsOf({
			'001_a.py':
				'def upgrade(conn):\n    conn.execute("CREATE TABLE a (id)")\n\ndef downgrade(conn):\n    conn.execute("DROP TABLE a")\n',
		});
		await runOn(connection, directory);
		assert.deepEqual(await objectsIn(connection), ['a']);
		const report = await runOn(connection, directory, { action: 'revert' });
		assert.equal(report.failure, undefined);
		assert.deepEqual([await objectsIn(connection), await recorded(connection)], [[], []]);
	});

	it('hands a cursor to a function that asks for one', async () => {
		const { failure } = await up(
			'def upgrade(cursor):\n    cursor.execute("SELECT 1")\n    assert cursor.fetchone() == (1,)\n',
		);
		assert.equal(failure, undefined);
	});

	it('says which method of a connection is not there', async () => {
		const { failure } = await up('def upgrade(conn):\n    conn.create_function("f", 0, lambda: 1)\n');
		assert.match(
			failure?.message ?? '',
			/connection\.create_function is not available in a migration that Plumbline runs/,
		);
	});

	it('does not go on when a syntax error keeps the file from being read', async () => {
		const { failure } = await up('def upgrade(conn):\n    conn.execute(\n');
		assert.match(failure?.message ?? '', /SyntaxError/);
	});

	it('leaves no process behind', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-left-'));
		try {
			const file = path.join(folder, 'pid');
			const source = `import os, threading, time\ndef upgrade(conn):\n    open(${JSON.stringify(file)}, "w").write(str(os.getpid()))\n    threading.Thread(target=time.sleep, args=(60,)).start()\n`;
			assert.equal((await up(source)).failure, undefined);
			const pid = Number((await import('node:fs')).readFileSync(file, 'utf8'));
			await sleep(100);
			assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});

describe('findPython', () => {
	it('finds none where nothing on the PATH is one', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-no-python-'));
		try {
			if (process.platform !== 'win32')
				await writeFile(path.join(folder, 'python3'), '#!/bin/sh\necho Python was not found\n', { mode: 0o755 });
			assert.equal(await findPython(folder, { PATH: folder }), undefined);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});

	it('prefers the virtual environment of the project', async function () {
		if (process.platform === 'win32') this.skip();
		const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-venv-'));
		try {
			const python = path.join(folder, '.venv', 'bin', 'python');
			await mkdir(path.dirname(python), { recursive: true });
			await writeFile(python, '#!/bin/sh\nexec python3 "$@"\n', { mode: 0o755 });
			assert.ok(existsSync(python));
			assert.equal((await findPython(folder, process.env))?.command, python);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
