import assert from 'node:assert/strict';
import { sqlite } from '../../../../src/sql/sqlite/sqlite.ts';

/** Returns each statement's text, in brackets where it does not parse. */
function texts(sql: string): string[] {
	return sqlite.read(sql).map(({ text, syntaxError }) => (syntaxError === undefined ? text : `[${text}]`));
}

describe('SQLite: where statements begin and end', () => {
	it('divides at semicolons, not at those in strings, names and comments', () => {
		const sql = `SELECT 'a;''b' AS "x;y", [c;d], \`e;f\` FROM t -- g;\n/* h; */; SELECT 2`;
		assert.deepEqual(texts(sql), [`SELECT 'a;''b' AS "x;y", [c;d], \`e;f\` FROM t`, 'SELECT 2']);
	});

	it('passes over comments and semicolons alone', () => {
		assert.deepEqual(texts(';; -- nothing\n /* here */ ;'), []);
		assert.deepEqual(texts(''), []);
	});

	it('keeps the body of a trigger together', () => {
		const trigger = `CREATE TEMP TRIGGER IF NOT EXISTS t AFTER INSERT ON a BEGIN
			UPDATE a SET b = CASE WHEN c THEN 1 ELSE 2 END; DELETE FROM d; END`;
		assert.deepEqual(texts(`${trigger}; SELECT 1;`), [trigger, 'SELECT 1']);
	});

	it('tells where the next statement may begin', () => {
		const ends = sqlite.read('SELECT 1 ; SELECT 2 -- end').map(({ end }) => end);
		assert.deepEqual(ends, [10, 26]);
	});

	it('reads CRLF, a byte order mark and emoji in place', () => {
		const sql = '\uFEFFCREATE TABLE a (x TEXT DEFAULT \'🦜\');\r\nCREATE TABLE "🦜" (y);\r\n';
		const [first, second] = sqlite.read(sql);
		assert.deepEqual([first?.range, first?.kind], [{ start: 1, end: 37 }, 'create table']);
		assert.equal(sql.slice(second?.range.start, second?.range.end), 'CREATE TABLE "🦜" (y)');
		const [change] = second?.changes ?? [];
		assert.ok(change?.type === 'create table');
		assert.equal(change.table.name, '🦜');
		assert.equal(sql.slice(change.table.range.start, change.table.range.end), '"🦜"');
	});

	it('says that nothing behind a NUL is read', () => {
		const [broken, next] = sqlite.read("SELECT 'a\0b'; SELECT 2");
		assert.match(broken?.syntaxError?.message ?? '', /NUL/);
		assert.deepEqual(broken?.syntaxError?.range, { start: 9, end: 10 });
		assert.equal(next?.syntaxError, undefined);
		assert.match(sqlite.read('-- a\0\nSELECT 1')[0]?.syntaxError?.message ?? '', /NUL/);
	});
});

describe('SQLite: a broken statement spoils none of its neighbours', () => {
	const table = 'CREATE TABLE ok (a)';
	const cases: Readonly<Record<string, readonly [broken: string, text: string]>> = {
		'a word that is none': ['CREATE TABEL x (a);', 'CREATE TABEL x (a)'],
		'a parenthesis that stays open': ['CREATE TABLE x (a;', 'CREATE TABLE x (a'],
		'a semicolon that is missing': ['ALTER TABLE x ADD b TEXT\n', 'ALTER TABLE x ADD b TEXT'],
		'a parenthesis and the semicolon missing': ['CREATE TABLE x (\n\ta TEXT,\n', 'CREATE TABLE x (\n\ta TEXT,'],
		'a string without its end': ["INSERT INTO x VALUES ('a);\n", "INSERT INTO x VALUES ('a)"],
		'a name without its end': ['DROP TABLE "x;\n', 'DROP TABLE "x'],
		'a bracket without its end': ['DROP TABLE [x;\n', 'DROP TABLE [x'],
		'a blob without its end': ["SELECT x'00;\n", "SELECT x'00"],
		'a trigger that is only begun': [
			'CREATE TRIGGER x AFTER INSERT ON a BEGIN SELECT 1;\n',
			'CREATE TRIGGER x AFTER INSERT ON a BEGIN SELECT 1;',
		],
		'a trigger without body': ['CREATE TRIGGER x AFTER INSERT ON a;', 'CREATE TRIGGER x AFTER INSERT ON a'],
		'a character of no language': ['SELECT \u0002;', 'SELECT \u0002'],
	};
	for (const [name, [broken, text]] of Object.entries(cases)) {
		it(name, () => {
			assert.deepEqual(texts(`SELECT 1; ${broken}${table}; SELECT 2`), ['SELECT 1', `[${text}]`, table, 'SELECT 2']);
		});
	}

	it('a string that ends only where the next one begins', () => {
		const sql = `INSERT INTO x VALUES ('a);\nINSERT INTO x VALUES ('b', 'c');\n${table};\nSELECT 'd';\n`;
		assert.deepEqual(texts(sql), [
			"[INSERT INTO x VALUES ('a)]",
			"INSERT INTO x VALUES ('b', 'c')",
			table,
			"SELECT 'd'",
		]);
	});

	it('but a sound string over several lines is left whole', () => {
		const sql = "INSERT INTO x VALUES ('one;\ntwo;\n');";
		assert.deepEqual(texts(sql), [sql.slice(0, -1)]);
		assert.deepEqual(texts("INSERT INOT x VALUES ('one;\ntwo;\n'); SELECT 1"), [
			"[INSERT INOT x VALUES ('one;\ntwo;\n')]",
			'SELECT 1',
		]);
	});

	it('words that may stand inside a statement do not divide it', () => {
		for (const sql of [
			'ALTER TABLE a DROP COLUMN b',
			'ALTER TABLE a ALTER COLUMN b DROP NOT NULL',
			'EXPLAIN QUERY PLAN CREATE TABLE a (b)',
			'CREATE VIRTUAL TABLE a USING made_up(create table x, drop table y)',
			'SELECT "create" FROM [drop], `alter`',
		]) {
			assert.deepEqual(texts(sql), [sql]);
		}
	});

	it('points at what is wrong, and says what may help', () => {
		const at = (sql: string) => {
			const error = sqlite.read(sql)[0]?.syntaxError;
			return [error?.message, error && sql.slice(error.range.start, error.range.end), error?.hint];
		};
		assert.deepEqual(at('CREATE TABLE select (a)'), [
			'near "select": syntax error',
			'select',
			'if you intended "select" as an identifier here, quote it',
		]);
		assert.deepEqual(at(' CREATE TABLE x (a'), ['incomplete input', 'a', 'missing ")" before end of input']);
		assert.deepEqual(at("SELECT 'x"), ["unrecognized token: no ' closes this '", "'", undefined]);
		assert.deepEqual(at('DROP VIEW v CREATE TABLE x (a)'), [
			'near "CREATE": syntax error',
			'v',
			'a semicolon is missing before CREATE',
		]);
	});

	it('reads window, over and filter as names where SQLite does', () => {
		const sql = `CREATE TABLE filter (Window TEXT, "filter" INT, over INT CHECK (over > 0));
			SELECT filter, t.window, over FROM u t; SELECT max(over) filter FROM t;
			SELECT sum(filter) FILTER (WHERE over) OVER w FROM t WINDOW w AS (PARTITION BY window)`;
		const read = sqlite.read(sql);
		for (const { text, syntaxError } of read) assert.equal(syntaxError, undefined, text);
		const [change] = read[0]?.changes ?? [];
		assert.ok(change?.type === 'create table');
		assert.deepEqual(
			[change.table.name, ...change.columns.map(({ name }) => name), change.constraints[0]?.expression],
			['filter', 'window', 'filter', 'over', 'over > 0'],
		);
		assert.deepEqual(
			read.flatMap(({ uses }) => uses.map(({ columns }) => columns.map(({ name }) => name).join())),
			['filter,window,over', 'over', 'filter,over,window'],
		);
		const message = (broken: string) => sqlite.read(broken)[0]?.syntaxError?.message;
		assert.equal(message('CREATE TABLE t (filter, FILTER, filter)'), 'duplicate column name: filter');
		assert.equal(message('SELECT a b filter'), 'near "filter": syntax error');
	});

	it('leaves unknown what it was to touch, and no more', () => {
		const unknown = (sql: string) =>
			sqlite.read(sql)[0]?.changes.map((change) => change.type === 'unknown' && change.tables?.map(({ name }) => name));
		assert.deepEqual(unknown('ALTER TABLE "T 1" ADD COLUM b TEXT DEFALT 1'), [['t 1']]);
		assert.deepEqual(unknown('CREATE TEMP TABLE IF NOT EXISTS main.t (a,,b)'), [['t']]);
		assert.deepEqual(unknown('INSERT INTO t VALUES (1,,2)'), []);
		assert.deepEqual(unknown('CREATE VIEW v AS SELEC 1'), [undefined]);
		assert.deepEqual(unknown('Hello'), [undefined]);
	});
});

describe('SQLite: reading again', () => {
	it('returns the same statements where nothing changed before them', () => {
		const before = sqlite.read('CREATE TABLE a (b); CREATE TABLE c (d);');
		const after = sqlite.read('CREATE TABLE a (b); CREATE TABLE c (e);');
		assert.equal(after[0], before[0]);
		assert.notEqual(after[1], before[1]);
	});

	it('moves every range of statements that moved', () => {
		const sql = 'CREATE TABLE a (b REFERENCES c (d)); INSERT INTO a (b) VALUES (1);';
		const [create, insert] = sqlite.read(`-- é🦜\n${sql}`);
		const [plainCreate, plainInsert] = sqlite.read(sql);
		assert.deepEqual(create?.range.start, 7);
		assert.deepEqual(moved(create, -7), plainCreate);
		assert.deepEqual(moved(insert, -7), plainInsert);
	});
});

function moved(value: unknown, by: number): unknown {
	if (Array.isArray(value)) return value.map((item) => moved(item, by));
	if (typeof value === 'number') return value + by;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, moved(inner, by)]));
}
