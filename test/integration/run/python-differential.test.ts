import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Connection } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { findPython } from '../../../src/run/python/find-python.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { runOn } from '../../support/run-on.ts';

const run = promisify(execFile);

/** Bodies of `upgrade(conn)`; what they print and leave in the database must be what native sqlite3 gives. */
const scripts: Readonly<Record<string, string>> = {
	'values keep their type and their last digit': `
conn.execute("CREATE TABLE v (a, b INTEGER, c REAL, d TEXT, e BLOB)")
values = [9007199254740993, -9223372036854775808, 1.0, 1, -0.0, 1e300, float("inf"), "ä😀\\n'", b"\\x00\\xff", None, True]
for value in values:
    conn.execute("INSERT INTO v VALUES (?, ?, ?, ?, ?)", (value,) * 5)
for row in conn.execute("SELECT *, typeof(a), typeof(b), typeof(c), typeof(d) FROM v ORDER BY rowid"):
    print(row)
try:
    conn.execute("SELECT ?", (2**63,))
except OverflowError as error:
    print(type(error).__name__)`,

	"rows by name, by index, by a factory of one's own": `
conn.row_factory = sqlite3.Row
row = conn.execute("SELECT 1 AS one, 'two' AS Two, NULL AS \\"a b\\"").fetchone()
print(type(row).__name__, row["one"], row["TWO"], row[2], row.keys(), tuple(row), len(row), dict(row), row == row)
conn.row_factory = lambda cursor, row: {d[0]: v for d, v in zip(cursor.description, row)}
print(conn.execute("SELECT 1 AS one, 2 AS two").fetchall())
conn.row_factory = None
print(conn.execute("SELECT 1, 2").fetchone())
conn.text_factory = bytes
print(conn.execute("SELECT 'x'").fetchone())`,

	fetching: `
cursor = conn.cursor()
print(cursor.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7) SELECT i FROM n") is cursor)
print(cursor.fetchone(), cursor.fetchmany(), cursor.fetchmany(2), [r[0] for r in cursor], cursor.fetchone(), cursor.fetchall())
print(cursor.description, cursor.connection is conn, cursor.arraysize)
print(conn.execute("SELECT 1 AS a, 2 WHERE 0").description)
print(conn.execute("CREATE TABLE f (a)").description, conn.execute("").fetchall(), conn.execute("-- note").fetchone())
cursor.close()
try:
    cursor.fetchone()
except sqlite3.ProgrammingError as error:
    print(error)`,

	'rowcount, lastrowid, total_changes': `
c = conn.cursor()
print(c.rowcount, c.lastrowid)
c.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, n)")
print(c.rowcount, c.lastrowid)
c.execute("INSERT INTO r (n) VALUES (1), (2), (3)")
print(c.rowcount, c.lastrowid, conn.total_changes)
c.executemany("INSERT INTO r (n) VALUES (:n)", [{"n": 4}, {"n": 5}])
print(c.rowcount)
c.execute("UPDATE r SET n = n + 1 WHERE n > ?", [3])
print(c.rowcount, c.lastrowid)
c.execute("SELECT 1")
print(c.rowcount)
c.execute("DELETE FROM r")
print(c.rowcount, conn.total_changes)`,

	transactions: `
conn.execute("CREATE TABLE t (n)")
print(conn.in_transaction)
conn.execute("INSERT INTO t VALUES (1)")
print(conn.in_transaction)
conn.commit()
print(conn.in_transaction)
conn.execute("INSERT INTO t VALUES (2)")
conn.rollback()
conn.commit()
conn.rollback()
with conn:
    conn.execute("INSERT INTO t VALUES (3)")
try:
    with conn:
        conn.execute("INSERT INTO t VALUES (4)")
        raise KeyError("x")
except KeyError as error:
    print("caught", error)
conn.executescript("BEGIN; INSERT INTO t VALUES (5); COMMIT;")
conn.execute("INSERT INTO t VALUES (6)")
conn.executescript("INSERT INTO t VALUES (7);")
conn.rollback()
conn.execute("BEGIN")
print(conn.in_transaction)
conn.execute("INSERT INTO t VALUES (8)")
conn.execute("ROLLBACK")
print(conn.in_transaction, [r[0] for r in conn.execute("SELECT n FROM t")])
for sql in ("COMMIT", "ROLLBACK", "RELEASE nope", "ROLLBACK TO nope"):
    try:
        conn.execute(sql)
    except sqlite3.OperationalError as error:
        print(sql, "->", error)
conn.execute("BEGIN IMMEDIATE")
try:
    conn.execute("BEGIN")
except sqlite3.OperationalError as error:
    print(error)
conn.execute("END")`,

	savepoints: `
conn.isolation_level = None
conn.execute("CREATE TABLE s (n)")
conn.execute("SAVEPOINT one")
print(conn.in_transaction)
conn.execute("INSERT INTO s VALUES (1)")
conn.execute("SAVEPOINT two")
conn.execute("INSERT INTO s VALUES (2)")
conn.execute("ROLLBACK TO SAVEPOINT two")
conn.execute("RELEASE two")
print(conn.in_transaction)
conn.execute("RELEASE one")
print(conn.in_transaction, conn.execute("SELECT n FROM s").fetchall())
conn.execute("SAVEPOINT three")
conn.execute("INSERT INTO s VALUES (3)")
conn.rollback()
print(conn.in_transaction, conn.execute("SELECT n FROM s").fetchall())`,

	'errors are caught by their class, and leave the transaction usable': `
conn.execute("CREATE TABLE e (id INTEGER PRIMARY KEY, n NOT NULL UNIQUE CHECK (n <> 9))")
conn.execute("INSERT INTO e VALUES (1, 1)")
attempts = ["INSERT INTO e VALUES (1, 2)", "INSERT INTO e VALUES (2, 1)", "INSERT INTO e VALUES (2, NULL)", "INSERT INTO e VALUES (2, 9)",
    "INSERT INTO nope VALUES (1)", "SELEC 1", "SELECT nope FROM e", "ALTER TABLE e ADD COLUMN n", "CREATE TABLE e (a)", "DROP INDEX nope"]
for sql in attempts:
    try:
        conn.execute(sql)
    except sqlite3.Error as error:
        print(type(error).__name__, error)
try:
    conn.execute("INSERT OR FAIL INTO e VALUES (5, 5), (6, 1), (7, 7)")
except sqlite3.IntegrityError as error:
    print(error)
for args in (("SELECT ?", ()), ("SELECT ?", (1, 2)), ("SELECT :a", {}), ("SELECT ?", (object(),)), ("SELECT 1; SELECT 2",)):
    try:
        conn.execute(*args)
    except (sqlite3.Error, sqlite3.Warning) as error:
        print(type(error).__name__)
try:
    conn.executemany("SELECT 1", [()])
except sqlite3.ProgrammingError as error:
    print(error)
print(conn.execute("SELECT * FROM e").fetchall())`,

	'a rebuild, as the documentation writes it': `
conn.executescript("""
    CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, name);
    CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE);
    INSERT INTO p VALUES (5, 'five'); INSERT INTO c VALUES (5), (5);
    CREATE TRIGGER log AFTER INSERT ON p BEGIN UPDATE p SET name = upper(new.name) WHERE id = new.id; END;
""")
conn.execute("PRAGMA foreign_keys = OFF")
conn.execute("CREATE TABLE p_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT DEFAULT '')")
conn.execute("INSERT INTO p_new SELECT id, name FROM p")
conn.execute("DROP TABLE p")
conn.execute("ALTER TABLE p_new RENAME TO p")
conn.commit()
print(conn.execute("SELECT count(*) FROM c").fetchone(), conn.execute("PRAGMA foreign_key_check").fetchall())`,

	'dates, adapters, parameters by name': `
import datetime, decimal, warnings
warnings.simplefilter("ignore")
sqlite3.register_adapter(decimal.Decimal, str)
conn.execute("CREATE TABLE d (a, b, c)")
conn.execute("INSERT INTO d VALUES (:a, @b, $c)", {"a": datetime.date(2026, 1, 2), "b": datetime.datetime(2026, 1, 2, 3, 4, 5), "c": decimal.Decimal("1.10")})
print(conn.execute("SELECT a, b, c, typeof(c) FROM d").fetchall())
print(conn.execute("SELECT ?2, ?1", ("one", "two")).fetchone())
print(conn.execute("SELECT 'it''s', \\"dq\\"" ).fetchone())`,

	introspection: `
conn.execute("CREATE TABLE i (id INTEGER PRIMARY KEY, n TEXT DEFAULT 'x')")
print(conn.execute("PRAGMA table_info(i)").fetchall())
columns = {row[1] for row in conn.execute("PRAGMA table_info(i)")}
if "extra" not in columns:
    conn.execute("ALTER TABLE i ADD COLUMN extra")
print(conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'i'").fetchone())`,
};

const prologue = (body: string) =>
	`import sqlite3\n\ndef upgrade(conn):\n${body.trim().replaceAll(/^(?=.)/gm, '    ')}\n`;

describe('a Python migration sees what native sqlite3 shows', () => {
	let folder: string;
	let python: string;
	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'plumbline-python-'));
		const found = await findPython(folder, process.env);
		assert.ok(found, 'these tests need a Python on the PATH');
		python = found.command;
	});
	after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

	for (const [name, body] of Object.entries(scripts)) {
		it(name, async () => {
			const file = path.join(folder, '001_script.py');
			await writeFile(file, prologue(body));
			const native = await runNative(file);
			const proxied = await runProxied(prologue(body));
			assert.equal(proxied.printed, native.printed);
			assert.deepEqual(proxied.dump, native.dump);
		});
	}

	async function runNative(file: string): Promise<Outcome> {
		const database = path.join(folder, `${path.basename(file)}.db`);
		await rm(database, { force: true });
		const harness = [
			'import importlib.util, sqlite3, sys',
			'spec = importlib.util.spec_from_file_location("script", sys.argv[1])',
			'module = importlib.util.module_from_spec(spec)',
			'spec.loader.exec_module(module)',
			'conn = sqlite3.connect(sys.argv[2])',
			'module.upgrade(conn)',
			'conn.commit()',
		].join('\n');
		const { stdout } = await run(python, ['-B', '-c', harness, file, database], {
			env: { ...process.env, PYTHONUTF8: '1' },
		});
		const connection = await openSqlite(database, 'read', { doubleQuotedStrings: true });
		return { printed: stdout.trimEnd(), dump: await dumpOf(connection) };
	}

	async function runProxied(source: string): Promise<Outcome> {
		const connection = await openSqlite(':memory:', 'create', { doubleQuotedStrings: true });
		const directory = await migrationsOf({ '001_script.py': source }, 'sqlite', pathToFileURL(folder).href);
		const report = await runOn(connection, directory);
		assert.equal(report.failure, undefined);
		const printed = report.events.flatMap((event) => (event.type === 'output' ? [event.text] : [])).slice(1);
		return { printed: printed.join('\n').trimEnd(), dump: await dumpOf(connection) };
	}
});

interface Outcome {
	readonly printed: string;
	readonly dump: unknown;
}

/** Everything in a database but the migrations tables. */
async function dumpOf(connection: Connection): Promise<unknown> {
	const { rows } = await connection.query(
		"SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'plumbline%' AND name NOT LIKE 'sqlite%' ORDER BY name",
	);
	const tables: unknown[] = [];
	for (const [type, name] of rows) {
		if (type !== 'table') continue;
		tables.push([
			name,
			(await connection.query(`SELECT rowid, * FROM "${String(name)}"`, [], { exactNumbers: true })).rows,
		]);
	}
	await connection.close();
	return { rows, tables };
}
