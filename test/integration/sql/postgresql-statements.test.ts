import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import { after, before } from 'mocha';
import type { Dialect } from '../../../src/sql/dialect.ts';
import { loadPostgresql } from '../../../src/sql/postgresql/postgresql.ts';
import type { SchemaChange } from '../../../src/sql/schema-change.ts';
import type { Statement } from '../../../src/sql/statement.ts';

let database: PGlite;
let postgresql: Dialect;

before(async function start() {
	this.timeout(60_000);
	postgresql = await loadPostgresql();
	database = await PGlite.create();
	await database.exec(`
		CREATE TABLE notes (id int, title text, body jsonb);
		CREATE TABLE authors (id int, name text, note_id int);
		CREATE SCHEMA app;
		CREATE TABLE app.logs (at timestamptz, message text);
		CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
	`);
});

after(() => database.close());

function readOne(sql: string): Statement {
	const [statement, ...rest] = postgresql.read(sql);
	assert.ok(statement !== undefined && rest.length === 0 && statement.syntaxError === undefined, sql);
	return statement;
}

function guardsOf(sql: string): readonly (SchemaChange & { guard: { insertAt: number; words: string } })[] {
	return readOne(sql).changes.filter(
		(change): change is SchemaChange & { guard: { present: false; insertAt: number; words: string } } =>
			'guard' in change && change.guard.insertAt !== undefined && change.guard.words !== undefined,
	);
}

/** The statement with all its guards, as the fixes insert them. */
function withGuards(sql: string): string {
	let guarded = sql;
	for (const { guard } of guardsOf(sql).toReversed()) {
		guarded = `${guarded.slice(0, guard.insertAt)}${guard.words} ${guarded.slice(guard.insertAt)}`;
	}
	return guarded;
}

/** Returns the SQLSTATE that a statement fails with, or undefined; what it did is taken back. */
async function failure(...statements: readonly string[]): Promise<string | undefined> {
	await database.exec('BEGIN');
	try {
		for (const statement of statements) await database.exec(statement);
		return undefined;
	} catch (error) {
		assert.ok(error instanceof Error && 'code' in error, String(error));
		return String(error.code);
	} finally {
		await database.exec('ROLLBACK');
	}
}

describe('PostgreSQL statements, judged by PostgreSQL', () => {
	describe('with its guard inserted, a statement runs twice, and without it does not', () => {
		const cases: readonly (readonly [sql: string, setUp?: string])[] = [
			['CREATE TABLE t (a int, CHECK (a > 0))'],
			['CREATE UNLOGGED TABLE app."T" (a int)'],
			['create table t as select 1 as a'],
			['CREATE TEMP TABLE t (a int)'],
			['CREATE TABLE p PARTITION OF t FOR VALUES IN (1)', 'CREATE TABLE t (a int) PARTITION BY LIST (a)'],
			['CREATE INDEX "my index" ON notes (id)'],
			['CREATE UNIQUE INDEX i ON ONLY app.logs USING btree (at) WHERE message IS NOT NULL'],
			['CREATE VIEW v AS SELECT id FROM notes'],
			['CREATE TEMP RECURSIVE VIEW v (n) AS SELECT 1'],
			['CREATE MATERIALIZED VIEW m AS SELECT id FROM notes'],
			['CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
			['CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END'],
			["CREATE PROCEDURE p() LANGUAGE sql AS ''"],
			['CREATE TRIGGER tr BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION touch()'],
			['CREATE RULE r AS ON DELETE TO notes DO INSTEAD (SELECT 1; SELECT 2)'],
			['CREATE SEQUENCE s START 3'],
			['CREATE SCHEMA other'],
			['CREATE SCHEMA AUTHORIZATION postgres'],
			['CREATE EXTENSION plpgsql', 'DROP EXTENSION plpgsql CASCADE'],
			['ALTER TABLE notes ADD COLUMN a int, ADD b int DEFAULT 1'],
			['ALTER TABLE ONLY notes DROP COLUMN title, DROP id CASCADE'],
			['ALTER TABLE notes DROP CONSTRAINT k', 'ALTER TABLE notes ADD CONSTRAINT k CHECK (id > 0)'],
			['ALTER TABLE notes RENAME TO memos'],
			['ALTER TABLE ONLY notes RENAME TO memos'],
			["ALTER TYPE mood ADD VALUE 'sad' BEFORE 'happy'", "CREATE TYPE mood AS ENUM ('happy')"],
			['DROP TABLE notes, app.logs CASCADE'],
			['DROP INDEX i', 'CREATE INDEX i ON notes (id)'],
			['DROP VIEW v', 'CREATE VIEW v AS SELECT 1'],
			['DROP MATERIALIZED VIEW m', 'CREATE MATERIALIZED VIEW m AS SELECT 1'],
			['DROP FUNCTION f(int)', 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
			['DROP PROCEDURE p', "CREATE PROCEDURE p() LANGUAGE sql AS ''"],
			['DROP TRIGGER tr ON notes', 'CREATE TRIGGER tr BEFORE INSERT ON notes EXECUTE FUNCTION touch()'],
			['DROP RULE r ON notes', 'CREATE RULE r AS ON DELETE TO notes DO NOTHING'],
			['DROP POLICY p ON notes', 'CREATE POLICY p ON notes'],
			['DROP SEQUENCE s', 'CREATE SEQUENCE s'],
			['DROP TYPE mood', 'CREATE TYPE mood AS (a int)'],
			['DROP DOMAIN d', 'CREATE DOMAIN d AS int'],
			['DROP SCHEMA app CASCADE'],
			['DROP EXTENSION plpgsql CASCADE'],
			['DO $$ BEGIN CREATE TABLE t (é int); ALTER TABLE notes ADD COLUMN "🦜" int, DROP COLUMN id; END $$'],
		];
		for (const [sql, setUp = 'SELECT 1'] of cases) {
			it(sql, async () => {
				assert.notEqual(guardsOf(sql).length, 0);
				const guarded = withGuards(sql);
				assert.equal(await failure(setUp, sql), undefined);
				assert.notEqual(await failure(setUp, sql, sql), undefined);
				assert.equal(await failure(setUp, guarded, guarded), undefined, guarded);
				for (const change of readOne(guarded).changes) assert.equal('guard' in change && change.guard.present, true);
			});
		}
	});

	describe('offers no guard where PostgreSQL has none', () => {
		const cases: readonly (readonly [sql: string, guarded: string, setUp?: string])[] = [
			['CREATE INDEX ON notes (id)', 'CREATE INDEX IF NOT EXISTS ON notes (id)'],
			['CREATE SCHEMA s CREATE TABLE t (a int)', 'CREATE SCHEMA IF NOT EXISTS s CREATE TABLE t (a int)'],
			["CREATE TYPE mood AS ENUM ('a')", "CREATE TYPE IF NOT EXISTS mood AS ENUM ('a')"],
			['CREATE DOMAIN d AS int', 'CREATE DOMAIN IF NOT EXISTS d AS int'],
			['CREATE POLICY p ON notes', 'CREATE POLICY IF NOT EXISTS p ON notes'],
			[
				'CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION touch()',
				'CREATE OR REPLACE CONSTRAINT TRIGGER tr AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION touch()',
			],
			['SELECT 1 AS a INTO t', 'SELECT 1 AS a INTO IF NOT EXISTS t'],
			[
				"ALTER TYPE mood RENAME VALUE 'a' TO 'b'",
				"ALTER TYPE mood RENAME VALUE IF EXISTS 'a' TO 'b'",
				"CREATE TYPE mood AS ENUM ('a')",
			],
		];
		for (const [sql, guarded, setUp = 'SELECT 1'] of cases) {
			it(sql, async () => {
				assert.deepEqual(guardsOf(sql), []);
				assert.equal(await failure(setUp, sql), undefined);
				assert.notEqual(await failure(setUp, guarded), undefined);
			});
		}
	});

	it('writes types as PostgreSQL does', async () => {
		const types =
			`int|integer|int4|"int4"|pg_catalog.int4|INT2|smallint|bigint|int8|real|float4|float(1)|float(24)|float(25)|
			float|float8|double precision|numeric|decimal|dec(3)|numeric(10,2)|numeric(3,-2)|text|TEXT|"text"|varchar|varchar(20)|
			character varying(20)|national character varying(3)|char|char(3)|character|nchar(2)|bpchar|bpchar(3)|"char"|bool|boolean|
			date|time|time(3)|timetz|time with time zone|time(3) with time zone|timestamp|timestamp(3)|timestamptz|timestamptz(3)|
			timestamp without time zone|timestamp(0) with time zone|interval|interval(3)|interval year|interval year to month|
			interval day to second(3)|interval second(2)|interval hour to minute|bit|bit(3)|bit varying|bit varying(3)|varbit(3)|
			varbit|bytea|json|jsonb|uuid|inet|point|xml|name|regclass|oid|tsvector|int4range|int[]|int[3][]|int ARRAY|int ARRAY[3]|
			varchar(3)[]|timestamptz(3)[]|mood|public.mood|"Mood"|app.shade|app."Shade"[]|money|"user"`
				.split('|')
				.map((type) => type.trim());
		await database.exec(`BEGIN; CREATE TYPE mood AS ENUM ('a'); CREATE TYPE "Mood" AS ENUM ('a'); CREATE TYPE "user" AS ENUM ('a');
			CREATE TYPE app.shade AS (a int); CREATE TYPE app."Shade" AS (a int)`);
		const sql = `CREATE TABLE typed (${types.map((type, i) => `c${i} ${type}`).join(', ')})`;
		await database.exec(sql);
		const { rows } = await database.query<{ type: string }>(
			`SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute
			 WHERE attrelid = 'typed'::regclass AND attnum > 0 ORDER BY attnum`,
		);
		await database.exec('ROLLBACK');
		const [change] = readOne(sql).changes;
		assert.ok(change?.type === 'create table');
		assert.deepEqual(
			change.columns.map(({ type }, i) => `${types[i]}: ${type}`),
			rows.map(({ type }, i) => `${types[i]}: ${type}`),
		);
	});

	describe('knows what PostgreSQL refuses in a transaction', () => {
		const cases = [
			'CREATE INDEX CONCURRENTLY i ON notes (id)',
			'CREATE INDEX i ON notes (id)',
			'DROP INDEX CONCURRENTLY known',
			'DROP INDEX known',
			'REINDEX INDEX CONCURRENTLY known',
			'REINDEX (CONCURRENTLY) TABLE notes',
			'REINDEX (CONCURRENTLY false) TABLE notes',
			'REINDEX TABLE notes',
			'REINDEX SCHEMA app',
			'REINDEX DATABASE',
			'VACUUM',
			'VACUUM notes',
			'ANALYZE notes',
			'CLUSTER',
			'CLUSTER notes USING known',
			'CREATE DATABASE d',
			'DROP DATABASE d',
			"CREATE TABLESPACE s LOCATION '/nowhere'",
			'DROP TABLESPACE s',
			"ALTER SYSTEM SET work_mem = '1MB'",
			'DISCARD ALL',
			'DISCARD PLANS',
			'ALTER TABLE parts DETACH PARTITION part CONCURRENTLY',
			'ALTER TABLE parts DETACH PARTITION part',
			"CREATE SUBSCRIPTION s CONNECTION 'dbname=d' PUBLICATION p",
			"CREATE SUBSCRIPTION s CONNECTION 'dbname=d' PUBLICATION p WITH (connect = false)",
			"COMMIT PREPARED 'x'",
			'REFRESH MATERIALIZED VIEW kept',
			'REFRESH MATERIALIZED VIEW CONCURRENTLY kept',
			"ALTER TYPE feeling ADD VALUE 'b'",
			'ALTER DATABASE postgres SET TABLESPACE pg_default',
			'ALTER DATABASE postgres SET work_mem = 100',
			'TRUNCATE notes',
		];
		before(async () => {
			await database.exec(`
				CREATE INDEX known ON notes (id);
				CREATE TABLE parts (a int) PARTITION BY LIST (a);
				CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);
				CREATE MATERIALIZED VIEW kept AS SELECT 1 AS a;
				CREATE UNIQUE INDEX kept_a ON kept (a);
				CREATE TYPE feeling AS ENUM ('a');
			`);
		});
		for (const sql of cases) {
			it(sql, async () => {
				const activeTransaction = '25001';
				assert.equal((await failure(sql)) === activeTransaction, !readOne(sql).transactional);
			});
		}
	});

	describe('names no column that a statement does not use', () => {
		const queries = [
			'SELECT id, notes.title, notes, row_to_json(notes), n.ctid, xmin FROM notes, (SELECT 1) AS n(ctid)',
			'SELECT title, (SELECT name FROM authors WHERE note_id = notes.id), (SELECT title FROM authors LIMIT 1) FROM notes',
			'SELECT n.id FROM notes n JOIN authors a ON a.note_id = n.id AND name = title WHERE body IS NULL',
			'SELECT id FROM notes JOIN authors USING (id) NATURAL JOIN (SELECT 1 AS one) x',
			'WITH notes AS (SELECT name AS other FROM authors) SELECT other, notes.other FROM notes',
			'WITH RECURSIVE r(n) AS (SELECT id FROM notes UNION ALL SELECT n FROM r WHERE n < 3) SELECT n FROM r',
			'WITH gone AS (DELETE FROM notes RETURNING id, title) INSERT INTO authors (id, name) SELECT id, title FROM gone',
			'SELECT x.a, x.b FROM notes AS x(a, b)',
			'SELECT j.name FROM (notes CROSS JOIN (SELECT name FROM authors) AS b) AS j',
			'SELECT title AS a FROM notes GROUP BY a ORDER BY a, count(*)',
			'SELECT DISTINCT ON (id) id, title AS b FROM notes ORDER BY id, b',
			"SELECT k.key, value FROM notes, jsonb_each(body) AS k WHERE k.key = 'a' AND title = ''",
			'SELECT e FROM notes, LATERAL (SELECT title AS e, id FROM authors WHERE note_id = notes.id) AS l',
			'SELECT s.n, id FROM notes CROSS JOIN generate_series(1, id) AS s(n)',
			'SELECT count(*) FILTER (WHERE id > 1) OVER w FROM notes WINDOW w AS (PARTITION BY title ORDER BY body)',
			'UPDATE notes SET title = a.name, body = DEFAULT FROM authors a WHERE a.note_id = notes.id RETURNING a.id',
			'UPDATE notes n SET (id, title) = (SELECT note_id, name FROM authors WHERE authors.id = n.id) WHERE id = 1',
			'DELETE FROM notes USING authors a WHERE note_id = notes.id AND notes.tableoid IS NULL',
			'INSERT INTO app.logs AS l (at, message) VALUES (now(), NULL) RETURNING at, l.message, xmax',
			'MERGE INTO notes n USING authors a ON a.note_id = n.id WHEN MATCHED THEN UPDATE SET title = name WHEN NOT MATCHED THEN INSERT (id) VALUES (a.id)',
			'SELECT app.logs.at, logs.message FROM app.logs',
			'SELECT t.relname, relkind FROM pg_class t, pg_catalog.pg_namespace n WHERE t.relnamespace = n.oid',
			'SELECT table_name FROM information_schema.tables',
			'SELECT id FROM notes UNION SELECT note_id FROM authors ORDER BY id',
			'SELECT (n).title FROM (SELECT notes AS n FROM notes) AS q',
			"SELECT jt.v FROM notes, JSON_TABLE(body, '$[*]' COLUMNS (v int PATH '$')) AS jt",
			'SELECT title FROM notes TABLESAMPLE BERNOULLI (10) REPEATABLE (1) FOR UPDATE OF notes',
			'CREATE VIEW w AS SELECT n.id, a.name FROM notes n LEFT JOIN authors a ON a.note_id = n.id',
		];
		for (const sql of queries) {
			it(sql, async () => {
				assert.equal(await failure(sql), undefined);
				for (const { table, columns } of readOne(sql).uses) {
					const { rows } = await database.query<{ name: string }>(
						'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2',
						[table.schema ?? 'public', table.name],
					);
					const there = rows.map(({ name }) => name);
					assert.notEqual(there.length, 0, table.name);
					for (const { name } of columns) assert.ok(there.includes(name), `${table.name}.${name}`);
				}
			});
		}
	});
});
