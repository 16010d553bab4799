import assert from 'node:assert/strict';
import { sqlite } from '../../../../src/sql/sqlite/sqlite.ts';

/** Returns each use as `write table: column column`, with names as they are written. */
function usesOf(sql: string): string[] {
	return sqlite.read(sql).flatMap(({ syntaxError, uses }) => {
		assert.equal(syntaxError, undefined, sql);
		return uses.map(({ access, table, columns }) => {
			for (const column of columns) {
				const written = sql.slice(column.range.start, column.range.end);
				assert.equal(sqlite.foldIdentifier(written), column.name);
			}
			assert.match(sql.slice(table.range.start, table.range.end).toLowerCase(), new RegExp(table.name));
			return `${access} ${table.name}: ${columns.map(({ name }) => name).join(' ')}`.trim();
		});
	});
}

describe('SQLite: which tables and columns a statement uses', () => {
	const cases: Readonly<Record<string, readonly string[]>> = {
		'INSERT INTO t (a, "B", rowid) VALUES (c, 1)': ['write t: a b'],
		'INSERT INTO main.t SELECT a, b FROM u WHERE c': ['write t:', 'read u: a b c'],
		'INSERT INTO t (a) VALUES (1) ON CONFLICT (b) WHERE c DO UPDATE SET d = excluded.e, f = g WHERE h RETURNING i AS j, j':
			['write t: a b c d e f g h i'],
		'UPDATE t SET a = b, (c, d) = (1, e) WHERE f': ['write t: a b c d e f'],
		'UPDATE t AS x SET a = u.b, c = d FROM u WHERE x.e = u.f': ['write t: a c e', 'read u: b f'],
		'DELETE FROM t WHERE a IN (SELECT b FROM u WHERE u.c = t.d) AND oid > 1': ['write t: a d', 'read u: c'],
		'SELECT a, t.b, x.c FROM t': ['read t: a b'],
		'SELECT a, x.b, y.c FROM t x JOIN u AS y ON x.d = y.e': ['read t: b d', 'read u: c e'],
		'SELECT a FROM t JOIN u USING (k)': ['read t:', 'read u: k'],
		'SELECT t.a, s.b FROM t, (SELECT c FROM u) s': ['read t: a', 'read u: c'],
		'WITH t AS (SELECT a FROM u) SELECT b, t.c, v.d FROM t JOIN v': ['read u: a', 'read v: d'],
		'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) INSERT INTO t (a) SELECT n FROM r': ['write t: a'],
		'SELECT a AS b FROM t WHERE b GROUP BY c ORDER BY b, d': ['read t: a c d'],
		'SELECT a FROM t UNION SELECT b FROM u ORDER BY c': ['read t: a', 'read u: b'],
		'SELECT "a", [b], `c`, t."d" FROM t': ['read t: b c d'],
		'SELECT true, false, a FROM t': ['read t: a'],
		"SELECT a FROM notes WHERE notes MATCH 'x'": ['read notes: a'],
		'SELECT name FROM sqlite_master': [],
		"SELECT key FROM json_each('[]')": [],
		'SELECT name FROM pragma_table_info': [],
		'SELECT a FROM other.t': [],
		'SELECT a FROM t AS x, t AS x WHERE x.b': ['read t:', 'read t:'],
		'SELECT 1 IN t': ['read t:'],
		'SELECT sum(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d) FROM t': ['read t: a b c d'],
		'CREATE VIEW v AS SELECT a FROM t': ['read t: a'],
		'CREATE TABLE c AS SELECT a FROM t': ['read t: a'],
		'CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u (a) VALUES (new.b); END': [],
		'VALUES (1)': [],
	};
	for (const [sql, expected] of Object.entries(cases)) {
		it(sql, () => assert.deepEqual(usesOf(sql), expected));
	}
});
