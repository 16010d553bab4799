import assert from 'node:assert/strict';
import { at, changesOf, guarded, onlyChange } from './written.ts';

describe('PostgreSQL: what statements do to other objects', () => {
	it('reads every CREATE', () => {
		const cases: readonly (readonly [sql: string, kind: string, name: string, table?: string])[] = [
			['CREATE VIEW app.v AS SELECT 1', 'view', 'app.v'],
			['CREATE OR REPLACE RECURSIVE VIEW v (n) AS SELECT 1', 'view', 'v'],
			['CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1', 'materialized view', 'm'],
			['CREATE FUNCTION app.f(a int DEFAULT 1) RETURNS int LANGUAGE sql RETURN a', 'function', 'app.f'],
			["CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS ''", 'procedure', 'p'],
			['CREATE TRIGGER "T r" AFTER INSERT OR UPDATE OF a ON app.t EXECUTE FUNCTION f()', 'trigger', '"T r"', 'app.t'],
			['CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()', 'trigger', 'c', 't'],
			['CREATE TEMP SEQUENCE IF NOT EXISTS s START 3', 'sequence', 's'],
			["CREATE TYPE app.mood AS ENUM ('a')", 'type', 'app.mood'],
			['CREATE TYPE c AS (a int)', 'type', 'c'],
			['CREATE TYPE r AS RANGE (subtype = int4)', 'type', 'r'],
			['CREATE TYPE shell', 'type', 'shell'],
			['CREATE DOMAIN d AS int CHECK (value > 0)', 'domain', 'd'],
			['CREATE SCHEMA IF NOT EXISTS s', 'schema', 's'],
			['CREATE SCHEMA AUTHORIZATION bob', 'schema', 'bob'],
			['CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA app', 'extension', '"uuid-ossp"'],
			['CREATE POLICY p ON app.t USING (true)', 'policy', 'p', 'app.t'],
			['CREATE OR REPLACE RULE r AS ON INSERT TO app.t DO NOTHING', 'rule', 'r', 'app.t'],
		];
		for (const [sql, kind, name, table] of cases) {
			const change = onlyChange(sql, 'create object');
			assert.deepEqual([change.kind, at(sql, change.object.range), at(sql, change.table?.range)], [kind, name, table]);
			assert.equal(change.replaces, sql.includes('OR REPLACE'));
			assert.equal(change.temporary, sql.includes('TEMP'));
			assert.equal(change.guard.present, /OR REPLACE|IF NOT EXISTS/.test(sql));
		}
	});

	it('keeps the text of a definition without comments, and bodies as they are', () => {
		const sql = 'CREATE FUNCTION f() -- a\n\tRETURNS int /* b */\nLANGUAGE sql AS $$\n  SELECT 1 -- c\n$$';
		assert.equal(
			onlyChange(sql, 'create object').definition,
			'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT 1 -- c\n$$',
		);
	});

	it('says where a guard goes', () => {
		const cases: readonly (readonly [sql: string, guarded: string | undefined])[] = [
			['create temp view v as select 1', 'create OR REPLACE temp view v as select 1'],
			['CREATE MATERIALIZED VIEW m AS SELECT 1', 'CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1'],
			['CREATE SCHEMA AUTHORIZATION bob', 'CREATE SCHEMA IF NOT EXISTS AUTHORIZATION bob'],
			['CREATE SCHEMA s CREATE TABLE t (a int)', undefined],
			["ALTER TYPE a.b ADD VALUE 'c' BEFORE 'd'", "ALTER TYPE a.b ADD VALUE IF NOT EXISTS 'c' BEFORE 'd'"],
			['DROP TRIGGER a ON b', 'DROP TRIGGER IF EXISTS a ON b'],
			['DROP MATERIALIZED VIEW a, b', 'DROP MATERIALIZED VIEW IF EXISTS a, b'],
			['CREATE DOMAIN a AS int', undefined],
		];
		for (const [sql, expected] of cases) assert.equal(guarded(sql), expected);
	});

	it('reads every DROP', () => {
		const cases: readonly (readonly [sql: string, kind: string, names: string, table?: string])[] = [
			['DROP TABLE a, app."B" CASCADE', 'table', 'a app."B"'],
			['DROP FOREIGN TABLE a', 'table', 'a'],
			['DROP INDEX CONCURRENTLY IF EXISTS a', 'index', 'a'],
			['DROP FUNCTION f(int, text), app.g', 'function', 'f app.g'],
			['DROP ROUTINE f', 'function', 'f'],
			['DROP TRIGGER a ON app.t RESTRICT', 'trigger', 'a', 'app.t'],
			['DROP POLICY a ON t', 'policy', 'a', 't'],
			['DROP RULE a ON t CASCADE', 'rule', 'a', 't'],
			['DROP TYPE IF EXISTS a CASCADE', 'type', 'a'],
			['DROP EXTENSION a', 'extension', 'a'],
			['DROP SCHEMA a, b', 'schema', 'a b'],
		];
		for (const [sql, kind, names, table] of cases) {
			const change = onlyChange(sql, 'drop');
			const objects = change.objects.map(({ range }) => at(sql, range)).join(' ');
			assert.deepEqual([change.kind, objects, at(sql, change.table?.range)], [kind, names, table]);
			assert.deepEqual([change.cascade, change.guard.present], [sql.includes('CASCADE'), sql.includes('IF EXISTS')]);
		}
	});

	it('reads renames and alterations', () => {
		const cases: readonly (readonly [sql: string, type: string, kind: string, name: string])[] = [
			['ALTER INDEX IF EXISTS app.i RENAME TO j', 'rename object', 'index', 'app.i'],
			['ALTER VIEW v RENAME TO w', 'rename object', 'view', 'v'],
			['ALTER FUNCTION f(int) RENAME TO g', 'rename object', 'function', 'f'],
			['ALTER TRIGGER a ON t RENAME TO b', 'rename object', 'trigger', 'a'],
			['ALTER TYPE e RENAME TO f', 'rename object', 'type', 'e'],
			['ALTER SCHEMA a RENAME TO b', 'rename object', 'schema', 'a'],
			["ALTER TYPE e RENAME VALUE 'a' TO 'b'", 'alter object', 'type', 'e'],
			["ALTER TYPE e ADD VALUE IF NOT EXISTS 'a'", 'alter object', 'type', 'e'],
			['ALTER TYPE c ADD ATTRIBUTE a int', 'alter object', 'type', 'c'],
			['ALTER TYPE c RENAME ATTRIBUTE a TO b', 'alter object', 'type', 'c'],
			['ALTER VIEW v RENAME COLUMN a TO b', 'alter object', 'view', 'v'],
			['ALTER SEQUENCE app.s RESTART', 'alter object', 'sequence', 'app.s'],
			['ALTER DOMAIN d DROP NOT NULL', 'alter object', 'domain', 'd'],
			['ALTER DOMAIN d RENAME CONSTRAINT a TO b', 'alter object', 'domain', 'd'],
			['ALTER FUNCTION f(int) STABLE', 'alter object', 'function', 'f'],
			['ALTER POLICY p ON t USING (false)', 'alter object', 'policy', 'p'],
			['ALTER EXTENSION e UPDATE', 'alter object', 'extension', 'e'],
			['ALTER MATERIALIZED VIEW m CLUSTER ON i', 'alter object', 'materialized view', 'm'],
		];
		for (const [sql, type, kind, name] of cases) {
			const [change] = changesOf(sql);
			assert.ok(change?.type === 'rename object' || change?.type === 'alter object', sql);
			assert.deepEqual([change.type, change.kind, at(sql, change.object.range)], [type, kind, name]);
		}
	});

	it('knows that what no schema keeps touches no table', () => {
		const cases = [
			'CREATE ROLE a',
			'CREATE COLLATION a FROM "C"',
			'DROP AGGREGATE a(int)',
			'ALTER TYPE a SET SCHEMA b',
		];
		for (const sql of cases) assert.deepEqual(onlyChange(sql, 'unknown').tables, [], sql);
		assert.equal(onlyChange('DROP OWNED BY a', 'unknown').tables, undefined);
	});
});

describe('PostgreSQL: what a DO block does to the schema', () => {
	function brief(sql: string): readonly string[] {
		return changesOf(sql).map((change) => {
			const guard = 'guard' in change && change.guard.present ? ' guarded' : '';
			const tables = change.type === 'unknown' ? ` ${change.tables?.map(({ name }) => name).join() ?? 'anything'}` : '';
			return `${change.type}${guard}${tables}: ${at(sql, change.range)}`;
		});
	}

	it('reads the statements in it, at their places', () => {
		const sql = `DO LANGUAGE 'plpgsql' $do$ DECLARE n int; BEGIN
			-- CREATE TABLE a (b int);
			CREATE TABLE a (b int); RAISE NOTICE 'CREATE TABLE a (b int)';
			ALTER TABLE "é🦜" ADD c int, DROP d; SELECT 1 INTO n; INSERT INTO a VALUES (1); PERFORM f();
		END $do$`;
		assert.deepEqual(brief(sql), [
			'create table: CREATE TABLE a (b int)',
			'add column: ADD c int',
			'drop column: DROP d',
		]);
		const [create] = changesOf(sql);
		assert.equal(create?.range.start, sql.indexOf('CREATE', sql.indexOf('\n', sql.indexOf('--'))));
	});

	it('takes conditions and handlers that ask for the object for guards', () => {
		const sql = `DO $$ BEGIN
			IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'Mood') THEN CREATE TYPE "Mood" AS ENUM ('a'); END IF;
			IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') THEN
				ALTER TABLE t ADD COLUMN c int;
			END IF;
			IF to_regclass('public.w') IS NULL THEN CREATE TABLE w (a int); END IF;
			IF EXISTS (SELECT FROM pg_class WHERE relname = 'v') THEN DROP TABLE v; END IF;
			BEGIN CREATE TYPE e AS ENUM (); EXCEPTION WHEN duplicate_object THEN NULL; END;
			BEGIN ALTER TABLE t DROP COLUMN d; EXCEPTION WHEN undefined_column OR undefined_table THEN RAISE NOTICE 'x'; END;
		END $$`;
		assert.deepEqual(brief(sql), [
			`create object guarded: CREATE TYPE "Mood" AS ENUM ('a')`,
			'add column guarded: ADD COLUMN c int',
			'create table guarded: CREATE TABLE w (a int)',
			'drop guarded: DROP TABLE v',
			'create object guarded: CREATE TYPE e AS ENUM ()',
			'drop column guarded: DROP COLUMN d',
		]);
	});

	it('does not know what any other condition makes', () => {
		const sql = `DO $$ DECLARE r record; BEGIN
			IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'other') THEN ALTER TABLE t ADD COLUMN c int; END IF;
			IF EXISTS (SELECT FROM pg_class WHERE relname = 'u') THEN CREATE TABLE u (); ELSE DROP TABLE u; END IF;
			IF 1 = 1 AND NOT EXISTS (SELECT 'w') THEN CREATE TABLE w (); END IF;
			FOR r IN SELECT 1 LOOP CREATE INDEX i ON x (a); END LOOP;
			BEGIN CREATE TABLE y (); CREATE TABLE z (); EXCEPTION WHEN duplicate_table THEN NULL; END;
			BEGIN CREATE TYPE e AS ENUM (); EXCEPTION WHEN others THEN NULL; END;
			IF r IS NULL THEN RETURN; END IF;
			CREATE TABLE late ();
		END $$`;
		assert.deepEqual(brief(sql), [
			'unknown t: ADD COLUMN c int',
			'unknown u: CREATE TABLE u ()',
			'unknown u: DROP TABLE u',
			'unknown w: CREATE TABLE w ()',
			'unknown x: CREATE INDEX i ON x (a)',
			'unknown y: CREATE TABLE y ()',
			'unknown z: CREATE TABLE z ()',
			'unknown anything: CREATE TYPE e AS ENUM ()',
			'unknown late: CREATE TABLE late ()',
		]);
	});

	it('does not follow what is made while running, other languages and quoted bodies', () => {
		const cases = [
			"DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'a'); END $$",
			"DO $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP; END $$",
			"DO 'BEGIN CREATE TABLE a (); END'",
			'DO LANGUAGE sql $$ SELECT 1 $$',
			'DO $$ BEGIN oops $$',
		];
		for (const sql of cases) assert.equal(onlyChange(sql, 'unknown').tables, undefined, sql);
	});
});
