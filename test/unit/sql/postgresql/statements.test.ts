import assert from 'node:assert/strict';
import { looksLikeTemplate } from '../../../../src/sql/postgresql/template.ts';
import { at, onlyStatement, postgresql } from './written.ts';

function texts(sql: string): readonly string[] {
	return postgresql.read(sql).map(({ text }) => text);
}

function kinds(sql: string): readonly string[] {
	return postgresql.read(sql).map(({ kind }) => kind);
}

function errors(sql: string): readonly (string | undefined)[] {
	return postgresql.read(sql).map(({ syntaxError }) => syntaxError?.message);
}

describe('PostgreSQL: where statements begin and end', () => {
	const bodies = [
		"SELECT ';', E'\\';', U&'\\003B;', 'it''s;', B'1', N';'",
		'SELECT ";", U&"d;!0061" UESCAPE \'!\', "a"";"',
		'SELECT $$;$$, $a$ $$; $b$ $a$, $ü$;$ü$',
		'SELECT 1 /* ; /* ; */ ; */ + -- ;\n 2',
		"SELECT E'a\\''\n';b'",
		'SELECT $1, a$1 FROM t WHERE b <> 1::int AND c[1:2] = d',
		'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a > 1 THEN 1 END; END',
		'CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); DELETE FROM t; END',
		'CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM w)',
		'CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN; NEW.a := 1; END; $$ LANGUAGE plpgsql',
		'GRANT USAGE,\nCREATE ON SCHEMA s TO bob',
		'ALTER DEFAULT PRIVILEGES GRANT USAGE,\nCREATE ON SCHEMAS TO bob',
		'CREATE SCHEMA s\nCREATE TABLE t (a int)\nCREATE VIEW v AS SELECT 1',
		'EXPLAIN\nCREATE TABLE t AS SELECT 1',
	];
	for (const body of bodies) {
		it(`keeps ${JSON.stringify(body)} whole`, () => {
			assert.deepEqual(texts(`${body};${body} ;\n${body}`), [body, body, body]);
			assert.deepEqual(errors(body), [undefined]);
		});
	}

	it('takes no comment, semicolon or byte order mark around a statement into it', () => {
		const sql = '\uFEFF;;-- a\n/* b; */ SELECT 1 -- c\r\n ; /* d */ ;\r\nSELECT 2\r\n-- e';
		assert.deepEqual(texts(sql), ['SELECT 1', 'SELECT 2']);
		const [first, second] = postgresql.read(sql);
		assert.equal(sql.slice(0, first?.end).endsWith(';'), true);
		assert.equal(second?.end, sql.length);
	});

	it('reads nothing from an empty text', () => {
		for (const sql of ['', ' \n', ';', '-- a', '/* a */;', '\uFEFF']) assert.deepEqual(postgresql.read(sql), []);
	});

	it('passes over the data behind COPY … FROM stdin', () => {
		const sql = "COPY t (a) FROM stdin;\n1;'\n\\N\n\\.\nSELECT 1;\n\\copy t from stdin\n2'\n\\.\nSELECT 2";
		assert.deepEqual(kinds(sql), ['copy', 'select', 'psql', 'select']);
		assert.deepEqual(errors(sql), [undefined, undefined, undefined, undefined]);
		assert.equal(postgresql.read(sql)[0]?.text, 'COPY t (a) FROM stdin');
	});

	it('takes a command of psql for a statement of its own', () => {
		const sql = "\\set x 'it''s'\nSELECT 1;\n  \\restrict abc;\nSELECT 2 \\gset\nSELECT 3\n\\i other.sql\n";
		assert.deepEqual(texts(sql), [
			"\\set x 'it''s'",
			'SELECT 1',
			'\\restrict abc;',
			'SELECT 2',
			'\\gset',
			'SELECT 3',
			'\\i other.sql',
		]);
		assert.deepEqual(kinds(sql), ['psql', 'select', 'psql', 'select', 'psql', 'select', 'psql']);
		const changed = postgresql.read(sql).filter(({ changes }) => changes.length > 0);
		assert.deepEqual(
			changed.map(({ text, changes }) => [text, changes[0]?.type]),
			[['\\i other.sql', 'unknown']],
		);
	});

	it('calls statements by their words in SQL', () => {
		const sql = `CREATE UNLOGGED TABLE a (b int); CREATE TABLE c AS SELECT 1; ALTER INDEX i RENAME TO j; DROP VIEW v;
			CREATE MATERIALIZED VIEW m AS SELECT 1; INSERT INTO a VALUES (1); VALUES (1); COMMENT ON TABLE a IS ''; VACUUM;
			ANALYZE; DO $$ BEGIN END $$; SET a = 1; RESET a; GRANT SELECT ON a TO b; REVOKE SELECT ON a FROM b;
			REFRESH MATERIALIZED VIEW m; CREATE PROCEDURE p() LANGUAGE sql AS ''; DROP FOREIGN DATA WRAPPER w; START TRANSACTION`;
		assert.deepEqual(kinds(sql), [
			'create table',
			'create table',
			'alter index',
			'drop view',
			'create materialized view',
			'insert',
			'values',
			'comment',
			'vacuum',
			'analyze',
			'do',
			'set',
			'reset',
			'grant',
			'revoke',
			'refresh materialized view',
			'create procedure',
			'drop foreign data wrapper',
			'start',
		]);
	});
});

describe('PostgreSQL: statements that do not parse', () => {
	it('says what the parser says, at the token that it stumbles over', () => {
		const cases: readonly (readonly [sql: string, message: string, written: string])[] = [
			['CREATE TABEL a (b int)', 'syntax error at or near "TABEL"', 'TABEL'],
			["SELECT 'é🦜', a FROM FROM b", 'syntax error at or near "FROM"', 'FROM'],
			['CREATE TABLE a (b int,)', 'syntax error at or near ")"', ')'],
			['INSERT INTO a VALUES (1', 'syntax error at end of input', '1'],
			['SELECT 1 /* a', 'unterminated /* comment at or near "/* a"', '/* a'],
			['SELECT "a', 'unterminated quoted identifier at or near ""a"', '"a'],
		];
		for (const [sql, message, written] of cases) {
			const { syntaxError, kind, changes, range } = onlyStatement(sql);
			assert.deepEqual([kind, syntaxError?.message, at(sql, syntaxError?.range)], ['unknown', message, written]);
			assert.deepEqual([changes, at(sql, range)], [[], sql]);
		}
		const behind = "SELECT 'é🦜', a FROM FROM b";
		assert.equal(onlyStatement(behind).syntaxError?.range.start, behind.lastIndexOf('FROM'));
	});

	it('shows no more of a long token than its beginning and its first line', () => {
		const sql = `SELECT 'a\n${'x'.repeat(500)}`;
		const { syntaxError } = onlyStatement(sql);
		assert.equal(syntaxError?.message, `unterminated quoted string at or near "'a…`);
		assert.equal(at(sql, syntaxError?.range), "'a");
	});

	it('spoils none of its neighbours', () => {
		const sound = ['SELECT 1', 'CREATE TABLE a (b int)', 'SELECT 2'];
		const broken = [
			'CREATE TABLE a (b int,)',
			'CREATE TABLE a (b int',
			'CREATE TABLE a b int)',
			"INSERT INTO a VALUES ('it's)",
			'SELECT "a',
			'SELECT a]',
			'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2',
			'CREATE RULE r AS ON UPDATE TO t DO (DELETE FROM a',
			'{{ if x }}',
		];
		for (const middle of broken) {
			const sql = `SELECT 1;\n${middle};\nCREATE TABLE a (b int);\nSELECT 2;\n`;
			const read = postgresql.read(sql).filter(({ syntaxError }) => syntaxError === undefined);
			assert.deepEqual(
				read.map(({ text }) => text),
				sound,
				middle,
			);
		}
	});

	it('says where a semicolon is missing, and reads the statement behind it', () => {
		const sql = 'CREATE TABLE a (b int)\n\ncreate index on a (b);';
		const [first, second] = postgresql.read(sql);
		assert.equal(first?.syntaxError?.hint, 'a semicolon is missing before create');
		assert.equal(at(sql, first?.syntaxError?.range), ')');
		assert.equal(first?.text, 'CREATE TABLE a (b int)');
		assert.equal(second?.kind, 'create index');
	});

	it('refuses a NUL, and reads a lone surrogate as PostgreSQL would get it', () => {
		const sql = 'SELECT 1; SELECT \0 2; SELECT 3';
		const [before, nul, behind] = postgresql.read(sql);
		assert.deepEqual([before?.syntaxError, behind?.syntaxError], [undefined, undefined]);
		assert.equal(nul?.syntaxError?.range.start, sql.indexOf('\0'));
		const lone = 'CREATE TABLE a ("\ud800b" text, c text DEFAULT 1 NOT NULL)';
		const [change] = onlyStatement(lone).changes;
		assert.ok(change?.type === 'create table');
		assert.deepEqual(
			change.columns.map(({ range }) => at(lone, range)),
			['"\ud800b"', 'c'],
		);
	});

	it('tells templates apart', () => {
		const templates = [
			'CREATE TABLE {{ prefix }}notes (a int)',
			'CREATE TABLE ${schema}.a (b int)',
			'SELECT :name',
			"SELECT :'name'",
			'SELECT :"name" FROM a',
			'{% if x %} SELECT 1',
			'SELECT $%a%$',
		];
		for (const sql of templates) {
			assert.notEqual(onlyStatement(sql).syntaxError, undefined, sql);
			assert.equal(looksLikeTemplate(sql), true, sql);
		}
		const others = ["SELEC ':name {{ a }}'", 'SELEC a::text, b[1:c]', 'SELEC 1 -- ${a}', 'SELEC $$ {{a}} $$'];
		for (const sql of others) assert.equal(looksLikeTemplate(sql), false, sql);
	});

	it('does not let deep nesting reach the parser, which survives it only some twenty times', () => {
		const deep = [
			`SELECT ${'1||'.repeat(20_000)}1`,
			`SELECT ${'('.repeat(2_000)}1${')'.repeat(2_000)}`,
			`SELECT ${'(SELECT '.repeat(2_000)}1${')'.repeat(2_000)}`,
			`SELECT 1${' UNION SELECT 1'.repeat(30_000)}`,
			`SELECT ${'NOT '.repeat(5_000)}a`,
			`SELECT ${'CASE WHEN a THEN '.repeat(3_000)}1${' END'.repeat(3_000)}`,
			`DO $$ BEGIN ${'IF a THEN '.repeat(3_000)}NULL;${' END IF;'.repeat(3_000)} END $$`,
			`SELECT 1 ${'+'.repeat(100_000)} 1`,
			`SELECT ${'/*'.repeat(100_000)}${'*/'.repeat(100_000)} 1`,
		];
		for (let round = 0; round < 3; round++) {
			for (const sql of deep) assert.equal(onlyStatement(`${sql}${' '.repeat(round)}+ 1`).kind === 'select', false);
		}
		const [change] = onlyStatement(deep[0] ?? '').changes;
		assert.equal(change?.type === 'unknown' && change.tables, undefined);
		const wide = `INSERT INTO a VALUES ${Array.from({ length: 20_000 }, (_, i) => `(${i} + 1, -1, 'a')`).join(', ')}`;
		assert.equal(onlyStatement(wide).kind, 'insert');
		assert.equal(onlyStatement(`SELECT 1 WHERE a = 1${' OR a = 1 + 1'.repeat(20_000)}`).kind, 'select');
		assert.equal(onlyStatement('SELECT 1').kind, 'select');
	});
});

describe('PostgreSQL: reading again', () => {
	it('returns the same statements where nothing has changed', () => {
		const first = postgresql.read('CREATE TABLE a (b int);\nSELECT 1;');
		const second = postgresql.read('CREATE TABLE a (b int);\nSELECT 2;');
		assert.equal(first[0], second[0]);
		assert.equal(postgresql.read('CREATE TABLE a (b int);\nSELECT 1;'), first);
	});

	it('moves every range of a statement that stands elsewhere', () => {
		const statement = 'ALTER TABLE "é🦜" ADD COLUMN b int REFERENCES c (d), DROP COLUMN e';
		const sql = `SELECT 'é';${statement};\n${statement}`;
		for (const { range, changes } of postgresql.read(sql).slice(1)) {
			const [add, drop] = changes;
			assert.ok(add?.type === 'add column' && drop?.type === 'drop column');
			assert.equal(at(sql, add.table.range), '"é🦜"');
			assert.equal(at(sql, add.constraints[0]?.references?.columns[0]?.range), 'd');
			assert.equal(at(sql, drop.column.range), 'e');
			assert.ok(add.range.start > range.start && drop.range.end === range.end);
			assert.equal(sql.slice(add.guard.insertAt).startsWith('b int'), true);
		}
	});
});
