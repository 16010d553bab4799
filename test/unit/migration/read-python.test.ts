import assert from 'node:assert/strict';
import { readCode, sqlOf } from '../../support/read-code.ts';

function read(text: string) {
	return readCode(text, '001_a.py');
}

/** The SQL of `upgrade(conn)` with this body. */
function upgradeOf(...lines: readonly string[]): readonly string[] | undefined {
	return sqlOf(read(`def upgrade(conn):\n${lines.map((line) => `    ${line}\n`).join('')}`).upgrade);
}

describe('reading a Python migration', () => {
	describe('functions', () => {
		it('finds upgrade and downgrade, with their names and ranges', () => {
			const text =
				'"""About."""\n\ndef upgrade(conn):\n    conn.execute("A")\n\nasync def downgrade(conn):\n    pass\n';
			const migration = read(text);
			assert.deepEqual(sqlOf(migration.upgrade), ['A']);
			assert.equal(migration.upgrade?.functionName?.name, 'upgrade');
			const { start, end } = migration.upgrade?.range ?? { start: 0, end: 0 };
			assert.equal(text.slice(start, end), 'def upgrade(conn):\n    conn.execute("A")');
			assert.equal(migration.downgrade?.empty, true);
			assert.deepEqual(
				migration.functions.map(({ name }) => name),
				['downgrade', 'upgrade'],
			);
			assert.deepEqual(migration.problems, []);
		});

		it('names every use of a function, and nothing else of its name', () => {
			const text = [
				'__all__ = ["migrate", "other"]',
				'def migrate(conn):',
				'    """migrate"""',
				'    conn.migrate(migrate=1)',
				'# migrate',
				'STEPS = [migrate]',
				'if __name__ == "__main__":',
				'    migrate(None)',
			].join('\n');
			const [found] = read(text).functions;
			assert.equal(found?.name, 'migrate');
			assert.equal(text.slice(found?.range.start, found?.range.end), 'migrate');
			const lines = found?.uses.map(({ start, end }) => [
				text.slice(0, start).split('\n').length,
				text.slice(start, end),
			]);
			assert.deepEqual(lines, [
				[1, 'migrate'],
				[6, 'migrate'],
				[8, 'migrate'],
			]);
		});

		it('follows another name for a function', () => {
			const migration = read('def migrate(conn):\n    conn.execute("A")\n\nupgrade = migrate\n');
			assert.deepEqual(sqlOf(migration.upgrade), ['A']);
			assert.deepEqual(sqlOf(read('upgrade = lambda conn: conn.execute("A")').upgrade), ['A']);
		});

		it('does not know what an imported function does', () => {
			assert.deepEqual(sqlOf(read('from .base import upgrade, revert as downgrade').downgrade), ['…']);
			assert.deepEqual(sqlOf(read('if X:\n    def upgrade(c): pass\nelse:\n    def upgrade(c): pass\n').upgrade), [
				'…',
			]);
		});

		it('reads what is decorated', () => {
			assert.deepEqual(sqlOf(read('@retry(3)\ndef upgrade(conn):\n    conn.execute("A")\n').upgrade), ['A']);
		});

		it('knows functions that do nothing', () => {
			const idle = ['pass', '...', '"""Nothing."""', 'return', 'return None', '"""Nothing."""\n    pass  # at all'];
			for (const body of idle) assert.equal(read(`def upgrade(c):\n    ${body}\n`).upgrade?.empty, true, body);
			for (const body of ['c.execute("A")', 'raise NotImplementedError', 'x = 1', 'print("a")']) {
				assert.equal(read(`def upgrade(c):\n    ${body}\n`).upgrade?.empty, false, body);
			}
		});

		it('hides what begins with an underscore', () => {
			assert.deepEqual(
				read('def _a(): pass\ndef upgrade(c): pass\n').functions.map(({ name }) => name),
				['upgrade'],
			);
		});

		it('reads the comment that turns the transaction off', () => {
			assert.equal(read('# plumbline:no-transaction\ndef upgrade(c): pass\n').transaction, false);
			assert.equal(read('X = "# plumbline:no-transaction"\ndef upgrade(c): pass\n').transaction, true);
		});
	});

	describe('SQL in strings', () => {
		const strings: readonly (readonly [written: string, text: string])[] = [
			['"SELECT 1"', 'SELECT 1'],
			["'SELECT ''a'''", 'SELECT a'],
			['"""SELECT\n  1"""', 'SELECT\n  1'],
			[String.raw`'SELECT \'a\', "\\", \x41\u00e4\U0001F600\101'`, 'SELECT \'a\', "\\", Aä😀A'],
			[String.raw`r'SELECT "\n"'`, String.raw`SELECT "\n"`],
			['"SELECT \\\n1"', 'SELECT 1'],
			['"SELECT \\\r\n1"', 'SELECT 1'],
			[String.raw`'SELECT \q \N{BULLET}'`, 'SELECT \\q \uFFFD'],
			['"SELECT " "1"', 'SELECT 1'],
			['("SELECT "\n     "1")', 'SELECT 1'],
			['"SELECT " + "1" + ", 2"', 'SELECT 1, 2'],
			['f"SELECT {{1}}"', 'SELECT {1}'],
			['f"DROP TABLE {name}"', 'DROP TABLE xxxxxx'],
			['f"DROP TABLE {a}{b}"', 'DROP TABLE xxxxxx'],
			['"DROP TABLE " + name', 'DROP TABLE xxxx'],
			['"DROP TABLE {}".format(name)', 'DROP TABLE xx'],
			['"DROP TABLE {a!r:>{w}} -- {{}}".format(a=1)', 'DROP TABLE xxxxxxxxxx -- {}'],
			['"DROP TABLE %s -- 1%%" % name', 'DROP TABLE xx -- 1%'],
			['text("SELECT :a::text, b::int")', 'SELECT $1::text, b::int'],
			['sa.text("SELECT 1")', 'SELECT 1'],
			['textwrap.dedent("""SELECT 1""").strip()', 'SELECT 1'],
			['"SELECT %s, %(a)s", (1,)', 'SELECT $1, $1'],
			['"SELECT strftime(\'%s\', a)"', "SELECT strftime('%s', a)"],
			['statement="SELECT 1"', 'SELECT 1'],
		];
		for (const [written, text] of strings) {
			it(`reads ${written}`, () => {
				// A statement of a text that is empty is none, so all of these show.
				assert.deepEqual(upgradeOf(`conn.execute(${written})`), [text]);
			});
		}

		it('reads execute, executemany and executescript, on whatever they are called', () => {
			const lines = [
				'cur = conn.cursor()',
				'cur.execute("A")',
				'self.db.executescript("B; C")',
				'get().executemany("D", [])',
			];
			assert.deepEqual(upgradeOf(...lines), ['A', 'B; C', 'D']);
			assert.deepEqual(upgradeOf('rows = conn.execute("A").fetchall()'), ['A']);
			assert.deepEqual(upgradeOf('with conn.cursor() as cur:', '    cur.execute("A")'), ['A']);
			assert.deepEqual(upgradeOf('async with conn.transaction():', '    await conn.execute("A")'), ['A']);
		});

		it('marks what is known at run time only', () => {
			const [fragment] =
				read('def upgrade(c):\n  c.execute(f"DROP TABLE {name}; DROP TABLE a")').upgrade?.fragments ?? [];
			assert.deepEqual(fragment?.holes, [{ start: 11, end: 17 }]);
		});

		it('says where values are bound', () => {
			const bound: Readonly<Record<string, boolean>> = {
				'"A"': false,
				'statement="A"': false,
				'"A ?", (1,)': true,
				'"A :a", parameters={"a": 1}': true,
				'text("A :a").bindparams(a=1)': true,
				'text("A")': false,
			};
			for (const [written, expected] of Object.entries(bound)) {
				const [fragment] = read(`def upgrade(c):\n  c.execute(${written})`).upgrade?.fragments ?? [];
				assert.equal(fragment?.bound, expected, written);
			}
			assert.equal(read('def upgrade(c):\n  c.executemany("A", rows)').upgrade?.fragments[0]?.bound, true);
		});

		it('reads constants of the file and of the function', () => {
			const text = 'A = "CREATE"\nB = A + " TABLE t"\ndef upgrade(c):\n  sql = B\n  sql += " (a)"\n  c.execute(sql)\n';
			assert.deepEqual(sqlOf(read(text).upgrade), ['CREATE TABLE t (a)']);
			assert.deepEqual(upgradeOf('sql = "A"', 'conn.execute(sql)', 'sql = "B"', 'conn.execute(sql)'), ['A', 'B']);
			assert.deepEqual(upgradeOf('a = b = "A"', 'conn.execute(a)', 'a, b = "B", "C"', 'conn.execute(b)'), ['A', 'C']);
		});

		it('puts constants into templates', () => {
			const text = 'T = "users"\ndef upgrade(c):\n  c.execute(f"DROP TABLE {T}")\n';
			const fragment = read(text).upgrade?.fragments[0];
			assert.equal(fragment?.text, 'DROP TABLE users');
			assert.deepEqual(fragment?.holes, []);
			const host = fragment?.toHost({ start: 11, end: 16 });
			assert.equal(text.slice(host?.start, host?.end), '{T}');
			assert.equal(fragment?.canReplace({ start: 11, end: 16 }, 'people'), false);
			assert.equal(fragment?.canReplace({ start: 0, end: 4 }, 'drop'), true);
		});

		it('takes bytes for no text', () => assert.deepEqual(upgradeOf('conn.execute(b"A")'), ['…']));

		it('goes through a loop over a list', () => {
			assert.deepEqual(upgradeOf('for sql in ("A", "B"):', '    conn.execute(sql)'), ['A', 'B']);
			const text = 'ALL = [("a", "A"), ("b", "B")]\ndef upgrade(c):\n  for name, sql in ALL:\n    c.execute(sql)\n';
			assert.deepEqual(sqlOf(read(text).upgrade), ['A', 'B']);
			assert.deepEqual(upgradeOf('[conn.execute(f"DROP TABLE {t}") for t in ["a", "b"]]'), [
				'DROP TABLE a',
				'DROP TABLE b',
			]);
			assert.deepEqual(upgradeOf('all = ["A", "B"]', 'for i, s in enumerate(all):', '    conn.execute(s)'), ['A', 'B']);
			const grown = ['all = ["A"]', 'all.append("B")', 'for s in all:', '    conn.execute(s)'];
			assert.deepEqual(upgradeOf(...grown), ['A', 'B']);
			const perhaps = ['all = ["A"]', 'if x: all.append("B")', 'for s in all: conn.execute(s)'];
			assert.deepEqual(upgradeOf(...perhaps), ['…']);
			const split = ['for part in "A; B".split(";"):', '    if part.strip():', '        conn.execute(part)'];
			assert.deepEqual(upgradeOf(...split), ['A; B']);
		});
	});

	describe('what decides at run time', () => {
		const conditional: Readonly<Record<string, readonly string[]>> = {
			if: ['if x:', '    conn.execute("A")'],
			else: ['if x:', '    pass', 'else:', '    conn.execute("A")'],
			elif: ['if x:', '    pass', 'elif y:', '    conn.execute("A")'],
			'an early return': ['if x:', '    return', 'conn.execute("A")'],
			'a try that goes on': ['try:', '    conn.execute("A")', 'except Exception:', '    pass'],
			suppress: ['with suppress(Exception):', '    conn.execute("A")'],
			'a loop over rows': ['for row in rows:', '    conn.execute("A")'],
			while: ['while x:', '    conn.execute("A")'],
			continue: ['for t in ("a",):', '    if x: continue', '    conn.execute("A")'],
			match: ['match x:', '    case 1:', '        conn.execute("A")'],
			and: ['x and conn.execute("A")'],
			'a conditional expression': ['conn.execute("A") if x else None'],
			'a filtered comprehension': ['[conn.execute("A") for t in ("a",) if x]'],
		};
		for (const [what, lines] of Object.entries(conditional)) {
			it(what, () => assert.deepEqual(upgradeOf(...lines), ['? A']));
		}

		const certain: Readonly<Record<string, readonly string[]>> = {
			'a guard that raises': ['if x:', '    raise ValueError()', 'conn.execute("A")'],
			'a try that raises again': [
				'try:',
				'    conn.execute("A")',
				'except Exception:',
				'    conn.rollback()',
				'    raise',
			],
			finally: ['try:', '    pass', 'finally:', '    conn.execute("A")'],
			with: ['with conn:', '    conn.execute("A")'],
			'an argument': ['print(conn.execute("A"))'],
		};
		for (const [what, lines] of Object.entries(certain)) {
			it(`not: ${what}`, () => assert.deepEqual(upgradeOf(...lines), ['A']));
		}

		it('forgets what a branch may have changed', () => {
			assert.deepEqual(upgradeOf('sql = "A"', 'if x:', '    sql = "B"', 'conn.execute(sql)'), ['…']);
			assert.deepEqual(upgradeOf('sql = "A"', 'for r in rows:', '    conn.execute(sql)', '    sql = g()'), ['…']);
		});

		it('stops where the function ends', () => {
			assert.deepEqual(upgradeOf('conn.execute("A")', 'return', 'conn.execute("B")'), ['A']);
		});
	});

	describe('what reading cannot follow', () => {
		const opaque: Readonly<Record<string, readonly string[]>> = {
			'a text built at run time': ['conn.execute(build())'],
			'a file that is read': ['conn.executescript(open("a.sql").read())'],
			'a parameter': ['conn.execute(sql)'],
			'text that is all hole': ['conn.execute(f"{sql}")'],
			'a joined list': ['conn.execute(";".join(parts))'],
			'a connection that is handed on': ['apply(conn)'],
			'a cursor that is handed on': ['cur = conn.cursor()', 'apply(x, to=cur)'],
			'another method of it': ['conn.run_sync(create_all)'],
			'a schema builder': ['op.add_column("a", sa.Column("b"))'],
			create_all: ['Base.metadata.create_all(engine)'],
			'SQL that is handed on': ['run_sql("CREATE TABLE a (b)")'],
			'another program': ['subprocess.check_call(["alembic"])'],
		};
		for (const [what, lines] of Object.entries(opaque)) it(what, () => assert.deepEqual(upgradeOf(...lines), ['…']));

		const followed: Readonly<Record<string, readonly string[]>> = {
			'a row': ['for row in conn.execute("A"):', '    handle(row)'],
			looking: ['if not table_exists(conn, "a"): print(conn)', 'conn.execute("A")'],
			committing: ['conn.execute("A")', 'conn.commit()'],
			'a function for SQLite': ['conn.create_function("f", 1, g)', 'conn.execute("A")'],
			'log messages': ['logger.info("Create table a")', 'conn.execute("A")'],
		};
		for (const [what, lines] of Object.entries(followed)) {
			it(`not: ${what}`, () => assert.deepEqual(upgradeOf(...lines), ['A']));
		}
	});

	describe('functions of the file', () => {
		it('are followed where they are called', () => {
			const text =
				'def _run(c, sql):\n  c.execute(sql)\n\ndef upgrade(conn):\n  _run(conn, "A")\n  if x: _run(c=conn, sql="B")\n';
			assert.deepEqual(sqlOf(read(text).upgrade), ['A', '? B']);
		});

		it('may return early without ending their caller', () => {
			const text = 'def f(c):\n  if x: return\n  c.execute("A")\n\ndef upgrade(c):\n  f(c)\n  c.execute("B")\n';
			assert.deepEqual(sqlOf(read(text).upgrade), ['? A', 'B']);
		});

		it('may call themselves', () => {
			const text = 'def upgrade(c):\n  c.execute("A")\n  upgrade(c)\n';
			assert.deepEqual(sqlOf(read(text).upgrade), ['A', '…']);
		});
	});

	describe('a file that does not follow the grammar', () => {
		it('has one problem, and the rest is read', () => {
			const text =
				'def upgrade(conn):\n    conn.execute("A")\n\ndef downgrade(conn):\n    conn.execute("B"\n    x = = 1\n';
			const migration = read(text);
			assert.deepEqual(sqlOf(migration.upgrade), ['A']);
			assert.equal(migration.problems.length, 1);
			assert.match(migration.problems[0]?.message ?? '', /^Python cannot read this/);
			assert.notEqual(migration.downgrade, undefined);
			assert.equal(migration.downgrade?.opaque, true);
		});

		it('keeps its functions while they are written', () => {
			for (const text of ['def upgrade(conn', 'def upgrade(conn):\n    conn.execute("', 'def upgrade']) {
				const migration = read(text);
				assert.equal(migration.problems.length, 1, text);
				assert.equal(migration.upgrade?.opaque, true, text);
				assert.equal(migration.upgrade?.empty, false, text);
			}
		});

		it('may be empty, binary or deeply nested', () => {
			assert.equal(read('').upgrade, undefined);
			assert.equal(read('\uFEFFdef upgrade(c):\r\n  c.execute("A")\r\n').upgrade?.fragments[0]?.text, 'A');
			assert.doesNotThrow(() => read('\0\u0001\uFFFD def'));
			const nested = `def upgrade(c):\n  c.execute(${'('.repeat(3000)}"A"${')'.repeat(3000)})\n`;
			assert.equal(read(nested).upgrade?.opaque, true);
			const chain = `def upgrade(c):\n  c.execute("A"${' + "B"'.repeat(500)})\n`;
			assert.equal(read(chain).upgrade?.fragments[0]?.text.length, 501);
		});
	});

	it('reads 20,000 lines', () => {
		const line = '    conn.execute("INSERT INTO t (a, b) VALUES (?, ?)", (1, "x"))\n';
		const text = `def upgrade(conn):\n${line.repeat(20_000)}`;
		assert.equal(read(text).upgrade?.fragments.length, 20_000);
	});
});
