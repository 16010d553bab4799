import assert from 'node:assert/strict';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { applyStatement } from '../../../src/schema/apply-statement.ts';
import { compareSchemas } from '../../../src/schema/compare-schemas.ts';
import type { Difference } from '../../../src/schema/difference.ts';
import { emptySchema, type Schema } from '../../../src/schema/schema.ts';
import { sqlite } from '../../../src/sql/sqlite/sqlite.ts';

const MADE = `
	CREATE TABLE t (a INTEGER PRIMARY KEY, b text DEFAULT 'x' CHECK (b <> ''), c int REFERENCES t, UNIQUE (b)) STRICT;
	CREATE VIEW v AS SELECT a, b AS b FROM t;
	CREATE TRIGGER on_view INSTEAD OF INSERT ON v BEGIN INSERT INTO t (b) VALUES (new.b); END;
	CREATE TRIGGER on_table AFTER INSERT ON t BEGIN SELECT 1; END;
	CREATE INDEX i ON t (b DESC, lower(b)) WHERE b > 'a';
	CREATE VIRTUAL TABLE f USING fts5(x);
	CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT);
	ALTER TABLE t ADD COLUMN d text NOT NULL DEFAULT 'q';
	ALTER TABLE t RENAME COLUMN b TO "b 2";
	ALTER TABLE n RENAME TO "N 2";
	ALTER TABLE t ADD CONSTRAINT ck CHECK (d <> 'z');
	CREATE VIEW IF NOT EXISTS v2 AS -- a comment that SQLite keeps
		SELECT d FROM t`;

/** Returns how what was made by `sql` differs from what static replay of `expected` says. */
async function differences(expected: string, sql: string): Promise<readonly Difference[]> {
	const database = await openSqlite(':memory:', 'create');
	try {
		for (const { text } of sqlite.read(sql)) await database.query(text);
		return compareSchemas(replay(expected), await database.readSchema([]), 'sqlite');
	} finally {
		await database.close();
	}
}

function replay(sql: string): Schema {
	let schema: Schema = emptySchema;
	for (const statement of sqlite.read(sql)) schema = applyStatement(schema, statement, sqlite);
	return schema;
}

describe('static replay against the schema that is read from SQLite', () => {
	it('sees no difference where there is none', async () => {
		assert.deepEqual(await differences(MADE, MADE), []);
	});

	it('names what is missing, what is not expected, and what is another', async () => {
		const expected = `
			CREATE TABLE milestones (id INTEGER PRIMARY KEY, app_id INTEGER, due TEXT DEFAULT 'never');
			CREATE INDEX by_app ON milestones (app_id);
			CREATE TABLE gone (a); CREATE INDEX on_gone ON gone (a)`;
		const live = `
			CREATE TABLE milestones (id INTEGER PRIMARY KEY, due VARCHAR(9) NOT NULL DEFAULT 'ever', extra);
			CREATE INDEX by_due ON milestones (due);
			CREATE TABLE other (b); CREATE INDEX on_other ON other (b)`;
		const found = await differences(expected, live);
		assert.deepEqual(
			found.map(({ subject, type, property, expected: wanted, actual }) => [
				Object.values(subject).join(' '),
				type,
				...(property === undefined ? [] : [property, wanted, actual]),
			]),
			[
				['column milestones app_id', 'missing'],
				['column milestones due', 'changed', 'type', 'TEXT', 'VARCHAR(9)'],
				['column milestones due', 'changed', 'not null', 'no', 'yes'],
				['column milestones due', 'changed', 'default', "'never'", "'ever'"],
				['column milestones extra', 'unexpected'],
				['table gone', 'missing'],
				['table other', 'unexpected'],
				['index milestones by_app', 'missing'],
				['index milestones by_due', 'unexpected'],
			],
		);
	});
});
