import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { tokenize } from 'sqlite3-parser';
import { sqlite } from '../../../src/sql/sqlite/sqlite.ts';

/** A statement of each kind, whose tokens are then dropped, doubled and exchanged. */
const STATEMENTS = [
	`CREATE TABLE a (id INTEGER PRIMARY KEY, b varchar ( 20 ) NOT NULL ON CONFLICT ABORT, d int DEFAULT -1 COLLATE nocase,
		j GENERATED ALWAYS AS (d + 1) STORED, CONSTRAINT u UNIQUE (b, d), FOREIGN KEY (b) REFERENCES q (x) DEFERRABLE) STRICT`,
	'WITH c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT DISTINCT n, count(*) FILTER (WHERE n) OVER w FROM c',
	'INSERT OR REPLACE INTO t (a) VALUES (1), (2) ON CONFLICT (a) DO UPDATE SET a = excluded.a RETURNING *',
	'UPDATE OR IGNORE t AS q SET (a, b) = (1, 2), c = c || 1 WHERE a BETWEEN 1 AND 2 OR b NOT LIKE 3 ESCAPE 4',
	'DELETE FROM t WHERE EXISTS (SELECT 1 FROM u LEFT JOIN v USING (k)) AND a IN (1, 2)',
	'CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a COLLATE nocase DESC, lower(b)) WHERE a IS NOT NULL',
	'ALTER TABLE t RENAME COLUMN a TO b',
	'ALTER TABLE t DROP COLUMN a',
	'DROP VIEW IF EXISTS v',
	'PRAGMA main.user_version = 3',
	'BEGIN IMMEDIATE TRANSACTION',
	'SELECT sum(a) FILTER (WHERE b) OVER (ORDER BY c) AS over, window FROM t WINDOW w AS (PARTITION BY a), v AS (w)',
	'CREATE TABLE filter (window text, over int, filter)',
	'ROLLBACK TO SAVEPOINT s',
];

const TOKENS = [...new Set(STATEMENTS.flatMap(wordsOf)), '1_000', "x'0f'", '"q"', '[q]', '@v', 'CASE', 'END', 'NULLS'];

const mutated = fc
	.tuple(
		fc.constantFrom(...STATEMENTS),
		fc.array(
			fc.tuple(fc.constantFrom('drop', 'double', 'exchange', 'insert'), fc.nat(60), fc.constantFrom(...TOKENS)),
			{
				maxLength: 2,
			},
		),
	)
	.map(([statement, mutations]) => {
		const words = wordsOf(statement);
		for (const [how, place, word] of mutations) {
			const at = place % words.length;
			const old = words[at] ?? '';
			const replacement = { drop: [], double: [old, old], exchange: [word], insert: [word, old] }[how];
			words.splice(at, 1, ...replacement);
		}
		return words.join(' ');
	});

describe('the grammar of SQLite', () => {
	it('refuses what SQLite refuses for its syntax, and takes what SQLite prepares', () => {
		const database = new Database(':memory:');
		database.exec(`CREATE TABLE t (a, b, c); CREATE TABLE u (k); CREATE TABLE v (k)`);
		const judged = { accepted: 0, refused: 0 };
		fc.assert(
			fc.property(mutated, (sql) => {
				const [statement, ...rest] = sqlite.read(sql);
				if (statement === undefined || rest.length > 0) return;
				const refusal = refusalOf(database, sql);
				if (refusal === undefined) {
					judged.accepted++;
					// A list that names a column twice is all that SQLite takes and this parser does not.
					const error = statement.syntaxError?.message;
					if (error?.endsWith('specified more than once') !== true) assert.equal(error, undefined, sql);
				} else if (/^near |incomplete input|unrecognized token/.test(refusal)) {
					judged.refused++;
					assert.notEqual(statement.syntaxError, undefined, sql);
				}
			}),
			{ numRuns: 3000 },
		);
		database.close();
		assert.ok(judged.accepted > 100 && judged.refused > 100, 'both verdicts were met often');
	});

	it('names as not transactional what SQLite refuses in a transaction', () => {
		for (const sql of ['VACUUM', 'PRAGMA synchronous = OFF', 'PRAGMA wal_checkpoint']) {
			const database = new Database(':memory:');
			database.exec('BEGIN; CREATE TABLE t (a)');
			assert.throws(() => database.exec(sql), sql);
			database.close();
			assert.equal(sqlite.read(sql)[0]?.transactional, false, sql);
		}
	});

	it('has guards that make a second run safe', () => {
		const database = new Database(':memory:');
		const statements = [
			'CREATE TABLE t (a)',
			'CREATE UNIQUE INDEX i ON t (a)',
			'CREATE VIEW v AS SELECT a FROM t',
			'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END',
			'CREATE VIRTUAL TABLE f USING fts5(a)',
			'DROP TRIGGER r',
			'DROP VIEW v',
			'DROP INDEX i',
			'DROP TABLE t',
		];
		for (const sql of statements) {
			const [change] = sqlite.read(sql)[0]?.changes ?? [];
			assert.ok(change !== undefined && 'guard' in change && change.guard.insertAt !== undefined);
			const { insertAt, words } = change.guard;
			database.exec(sql);
			assert.throws(() => database.exec(sql), sql);
			database.exec(`${sql.slice(0, insertAt)}${words} ${sql.slice(insertAt)}`);
		}
		database.close();
	});
});

function refusalOf(database: Database.Database, sql: string): string | undefined {
	try {
		database.prepare(sql);
		return undefined;
	} catch (error) {
		assert.ok(error instanceof Error);
		return error.message;
	}
}

function wordsOf(sql: string): string[] {
	return [...tokenize(sql)].map(({ text }) => text);
}
