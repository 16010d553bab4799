import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { applyStatement } from '../../../src/schema/apply-statement.ts';
import { emptySchema, type Schema } from '../../../src/schema/schema.ts';
import { sqlite } from '../../../src/sql/sqlite/sqlite.ts';
import { liveSnapshot, staticSnapshot } from './sqlite-snapshot.ts';

/** Runs statements one after the other, those that fail included, and compares after each. */
function assertReplayed(statements: readonly string[]): void {
	const database = new Database(':memory:');
	try {
		database.pragma('foreign_keys = OFF');
		let schema: Schema = emptySchema;
		for (const statement of statements) {
			const failure = run(database, statement);
			const before = schema;
			for (const read of sqlite.read(statement)) schema = applyStatement(schema, read, sqlite);
			const context = `after ${statement}\n${failure ?? 'which succeeded'}\nin ${statements.join(';\n')}`;
			assert.deepEqual(staticSnapshot(schema), liveSnapshot(database), context);
			if (failure !== undefined) assert.equal(schema, before, `a failing statement changes nothing: ${context}`);
		}
	} finally {
		database.close();
	}
}

function run(database: Database.Database, statement: string): string | undefined {
	try {
		database.exec(statement);
		return undefined;
	} catch (error) {
		assert.ok(error instanceof Error);
		return error.message;
	}
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
	'types, defaults and options': [
		`CREATE TABLE a (id integer primary key autoincrement, b varchar ( 20 ), c text DEFAULT (1 + 2), d int DEFAULT -1,
			e DEFAULT 'x;y', f DEFAULT true, g DEFAULT NULL, h DEFAULT +5, i text DEFAULT ( 'a' ), j GENERATED ALWAYS AS (d+1) STORED,
			k real AS (d) VIRTUAL, l any, m "double quoted", n numeric(10, 2) DEFAULT 1_0, o DEFAULT current_timestamp)`,
		'CREATE TABLE s (a int primary key, b text, id integer) STRICT',
		'CREATE TABLE w (a int, b text, PRIMARY KEY (a, b)) WITHOUT ROWID',
		'CREATE TABLE w2 (id integer primary key) WITHOUT ROWID, STRICT',
		'CREATE TABLE s3 (id INTEGER PRIMARY KEY, q any NOT NULL) STRICT',
		'CREATE TABLE s4 (a text, b text, PRIMARY KEY (b, a), UNIQUE (a), UNIQUE (b, a)) STRICT',
		'CREATE TABLE "Größe" ("Breite" int, [hö he] int, `x``y` text)',
		'ALTER TABLE "größe" ADD COLUMN "BREITE" int',
	],
	'the temporary and the lasting': [
		'CREATE TABLE t (a)',
		'CREATE TEMP TABLE t (b)',
		'ALTER TABLE t ADD COLUMN c',
		'CREATE INDEX i ON t (c)',
		'CREATE INDEX main.j ON t (a)',
		'DROP TABLE t',
		'DROP TABLE t',
	],
	'views and triggers': [
		'CREATE TABLE t (a, b)',
		'CREATE VIEW v AS SELECT a FROM t',
		'CREATE TRIGGER on_view INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END',
		'CREATE TRIGGER on_table AFTER INSERT ON t BEGIN SELECT 1; END',
		'CREATE TRIGGER IF NOT EXISTS on_table AFTER DELETE ON t BEGIN SELECT 2; END',
		'CREATE INDEX i ON v (a)',
		'DROP VIEW v',
		'ALTER TABLE t RENAME TO u',
		'DROP TABLE u',
	],
	'keys that follow a rename': [
		'CREATE TABLE p (a integer primary key, b unique)',
		'CREATE TABLE c (x references p, y references p (b) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (x, y) REFERENCES p (a, b))',
		'CREATE UNIQUE INDEX i ON p (b DESC, lower(a)) WHERE a > 0',
		'ALTER TABLE p RENAME COLUMN b TO "b 2"',
		'ALTER TABLE p RENAME TO "P 3"',
		'ALTER TABLE c RENAME COLUMN x TO z',
		'ALTER TABLE "p 3" DROP COLUMN "b 2"',
	],
	'what ALTER TABLE of 3.53 brought': [
		'CREATE TABLE t (a, b int NOT NULL)',
		'ALTER TABLE t ALTER COLUMN a SET NOT NULL',
		'ALTER TABLE t ALTER b DROP NOT NULL',
		'ALTER TABLE t ADD CONSTRAINT positive CHECK (b > 0)',
		'ALTER TABLE t ADD CONSTRAINT positive CHECK (b > 1)',
		'ALTER TABLE t DROP COLUMN b',
		'ALTER TABLE t DROP CONSTRAINT positive',
		'ALTER TABLE t DROP COLUMN b',
	],
	'rowid and full text': [
		'CREATE TABLE t (a)',
		'CREATE INDEX i ON t (rowid)',
		'CREATE INDEX i ON t (missing)',
		"CREATE INDEX i ON t ('a')",
		'CREATE INDEX j ON t (a COLLATE NOCASE)',
	],
};

describe('static replay against a real SQLite', () => {
	for (const [name, statements] of Object.entries(LISTS)) {
		it(`agrees on ${name}`, () => assertReplayed(statements));
	}

	it('agrees after any list of statements, of which many fail', () => {
		fc.assert(
			fc.property(fc.array(statement(), { minLength: 1, maxLength: 14 }), (statements) => {
				assertReplayed(statements);
			}),
			{ numRuns: 400 },
		);
	}).timeout(60_000);
});

function statement(): fc.Arbitrary<string> {
	const table = fc.constantFrom('t', 'T', 'u', '"v"', 'main.t');
	const bare = fc.constantFrom('t', 'u', 'v', 'i');
	const column = fc.constantFrom('a', 'B', '[c]', '"d"');
	const guard = (words: string) => fc.constantFrom('', words);
	const definition = fc
		.tuple(
			fc.constantFrom('', 'int', 'text', 'INTEGER'),
			fc.constantFrom(
				'',
				'',
				'NOT NULL',
				'DEFAULT 1',
				'NOT NULL DEFAULT (2)',
				'PRIMARY KEY',
				'UNIQUE',
				'REFERENCES u',
				'REFERENCES t (a)',
				'CHECK (? > 1)',
			),
		)
		.map(([type, rest]) => `${type} ${rest}`);
	const columns = fc.uniqueArray(
		fc.tuple(column, definition).map(([name, rest]) => [name, rest.replace('?', name)] as const),
		{
			minLength: 1,
			maxLength: 4,
			selector: ([name]) => name,
		},
	);
	const tail = fc.constantFrom(
		'',
		'',
		', UNIQUE (a, b)',
		', PRIMARY KEY (a)',
		', FOREIGN KEY (a, b) REFERENCES u (a, b)',
	);
	const options = fc.constantFrom('', '', ' WITHOUT ROWID');
	return fc.oneof(
		{
			weight: 4,
			arbitrary: fc
				.tuple(guard('IF NOT EXISTS'), table, columns, tail, options)
				.map(
					([only, name, list, rest, end]) =>
						`CREATE TABLE ${only} ${name} (${list.map((each) => each.join(' ')).join(', ')}${rest})${end}`,
				),
		},
		{
			weight: 2,
			arbitrary: fc
				.tuple(table, column, definition)
				.map(([on, name, rest]) => `ALTER TABLE ${on} ADD ${name} ${rest.replace('?', name)}`),
		},
		{ weight: 2, arbitrary: fc.tuple(table, column).map(([on, name]) => `ALTER TABLE ${on} DROP COLUMN ${name}`) },
		{
			weight: 2,
			arbitrary: fc.tuple(table, column, column).map(([on, from, to]) => `ALTER TABLE ${on} RENAME ${from} TO ${to}`),
		},
		{ weight: 2, arbitrary: fc.tuple(table, bare).map(([on, to]) => `ALTER TABLE ${on} RENAME TO ${to}`) },
		{
			weight: 2,
			arbitrary: fc
				.tuple(
					guard('IF NOT EXISTS'),
					bare,
					fc.constantFrom('t', 'u', 'v'),
					column,
					fc.constantFrom('', ' DESC', ', lower(?)'),
				)
				.map(
					([only, name, on, term, more]) => `CREATE INDEX ${only} ${name} ON ${on} (${term}${more.replace('?', term)})`,
				),
		},
		{
			weight: 1,
			arbitrary: fc
				.tuple(guard('IF NOT EXISTS'), fc.constantFrom('v', 'i'))
				.map(([only, name]) => `CREATE VIEW ${only} ${name} AS SELECT 1 AS one`),
		},
		{
			weight: 1,
			arbitrary: fc
				.tuple(guard('IF NOT EXISTS'), bare, fc.constantFrom('t', 'u'))
				.map(([only, name, on]) => `CREATE TRIGGER ${only} ${name} AFTER INSERT ON ${on} BEGIN SELECT 1; END`),
		},
		{
			weight: 2,
			arbitrary: fc
				.tuple(fc.constantFrom('TABLE', 'INDEX', 'VIEW', 'TRIGGER'), guard('IF EXISTS'), bare)
				.map(([kind, only, name]) => `DROP ${kind} ${only} ${name}`),
		},
	);
}
