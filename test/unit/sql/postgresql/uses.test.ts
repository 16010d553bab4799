import assert from 'node:assert/strict';
import { at, onlyStatement, postgresql } from './written.ts';

/** `+t: a b` for a table that is written, `-t: a b` for one that is read, with the columns as written. */
function uses(sql: string): readonly string[] {
	const { uses, syntaxError } = onlyStatement(sql);
	assert.equal(syntaxError, undefined, sql);
	return uses.map(({ table, access, columns }) => {
		const names = columns.map(({ range }) => at(sql, range)).join(' ');
		return `${access === 'write' ? '+' : '-'}${at(sql, table.range)}: ${names}`.trim();
	});
}

describe('PostgreSQL: the tables and columns that a statement uses', () => {
	const cases: Readonly<Record<string, readonly string[]>> = {
		'INSERT INTO app.t (a, "B") VALUES (1, 2)': ['+app.t: a "B"'],
		'INSERT INTO t DEFAULT VALUES': ['+t:'],
		'INSERT INTO t AS z (a) SELECT b FROM s ON CONFLICT (a, c) DO UPDATE SET d = excluded.e, f = z.g WHERE z.h RETURNING i':
			['+t: a a c d e f g h i', '-s: b'],
		'UPDATE t SET a = b, c.d = 1, (e, f) = (SELECT g.h FROM g WHERE g.i = t.j) WHERE k RETURNING l, old.m': [
			'+t: a b c e f j k l',
			'-g: h i',
		],
		'UPDATE ONLY t x SET a = y.b FROM y WHERE x.c = y.d AND e': ['+t: a c', '-y: b d'],
		'DELETE FROM t USING u WHERE t.a = u.b AND c': ['+t: a', '-u: b'],
		'MERGE INTO t USING s ON t.a = s.b WHEN MATCHED AND s.c THEN UPDATE SET d = s.e WHEN NOT MATCHED THEN INSERT (f) VALUES (s.g)':
			['+t: a d f', '-s: b c e g'],
		'COPY app.t (a, "B") FROM stdin': ['+app.t: a "B"'],
		'COPY t TO stdout': ['-t:'],
		'COPY (SELECT a FROM t) TO stdout': ['-t: a'],
		'TRUNCATE a, app.b': ['+a:', '+app.b:'],
		'SELECT a, t.b, app.t.c FROM app.t ORDER BY d': ['-app.t: a b c d'],
		'SELECT é, "🦜" FROM "T ü" WHERE "T ü"."x" = \'é\'': ['-"T ü": é "🦜" "x"'],
		'SELECT a, u.b FROM t, u': ['-t:', '-u: b'],
		'SELECT t, (t).a, row_to_json(t), ctid, t.xmin, tableoid, t.* FROM t': ['-t:'],
		'SELECT u.a, b FROM t AS u (a, b)': ['-t:'],
		'SELECT a FROM f(1); ': [],
		'SELECT a, g.b FROM t, f(t.c) AS g': ['-t: c'],
		'SELECT a FROM (SELECT b FROM t) s': ['-t: b'],
		'SELECT (SELECT a FROM u WHERE u.b = t.c) FROM t': ['-u: b', '-t: c'],
		'SELECT 1 FROM t, LATERAL (SELECT a FROM u WHERE t.b = u.c) s': ['-t: b', '-u: c'],
		'SELECT t.a FROM t JOIN u USING (b) JOIN w ON w.c = u.d': ['-t: a', '-u: d', '-w: c'],
		'SELECT j.a FROM (t JOIN u ON t.b = u.c) AS j': ['-t: b', '-u: c'],
		'WITH c AS (SELECT a FROM t) SELECT b, c.d FROM c': ['-t: a'],
		'WITH t AS (SELECT a FROM t) SELECT b FROM t': ['-t: a'],
		'WITH RECURSIVE t AS (SELECT a FROM t) SELECT b FROM t': [],
		'WITH c AS (SELECT 1) UPDATE c SET a = 1': ['+c: a'],
		'SELECT a AS b FROM t GROUP BY b HAVING c ORDER BY b, d': ['-t: a c d'],
		'SELECT a FROM t UNION SELECT b FROM u ORDER BY c': ['-t: a', '-u: b'],
		'SELECT relname FROM pg_class, information_schema.tables, pg_catalog.pg_type': [],
		'CREATE VIEW v AS SELECT a FROM t': ['-t: a'],
		'CREATE TABLE v AS SELECT a FROM t': ['-t: a'],
		'EXPLAIN ANALYZE SELECT a FROM t': ['-t: a'],
		'SELECT a FROM t FOR UPDATE OF t': ['-t: a'],
		'CREATE RULE r AS ON INSERT TO t DO DELETE FROM u WHERE u.a = new.b': [],
		'CREATE TABLE t (a int CHECK (b > 0))': [],
	};
	for (const [sql, expected] of Object.entries(cases)) {
		it(sql, () => assert.deepEqual(uses(sql), expected));
	}

	it('names tables without their CTEs, case folded', () => {
		const [use] = postgresql.read('SELECT T.A FROM App.T')[0]?.uses ?? [];
		assert.deepEqual([use?.table.schema, use?.table.name, use?.columns[0]?.name], ['app', 't', 'a']);
	});
});

describe('PostgreSQL: transactions', () => {
	it('tells how a statement divides them', () => {
		const cases: Readonly<Record<string, string | undefined>> = {
			BEGIN: 'begin',
			'START TRANSACTION READ ONLY': 'begin',
			COMMIT: 'commit',
			END: 'commit',
			'COMMIT AND CHAIN': 'commit',
			"PREPARE TRANSACTION 'a'": 'commit',
			ROLLBACK: 'rollback',
			ABORT: 'rollback',
			'SAVEPOINT a': 'savepoint',
			'RELEASE a': 'release',
			'ROLLBACK TO a': 'rollback to',
			'SELECT 1': undefined,
		};
		for (const [sql, control] of Object.entries(cases)) {
			const { transaction, transactional } = onlyStatement(sql);
			assert.deepEqual([transaction, transactional], [control, true], sql);
		}
		assert.equal(onlyStatement("ROLLBACK PREPARED 'a'").transaction, undefined);
	});
});
