import assert from 'node:assert/strict';
import { applyChange } from '../../../src/schema/apply-change.ts';
import { applyStatement } from '../../../src/schema/apply-statement.ts';
import { findObject, hasObject } from '../../../src/schema/find-object.ts';
import { findTable } from '../../../src/schema/find-table.ts';
import { emptySchema, type Schema } from '../../../src/schema/schema.ts';
import type { Dialect } from '../../../src/sql/dialect.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { sqlite } from '../../../src/sql/sqlite/sqlite.ts';

function replay(sql: string, dialect: Dialect = sqlite, from: Schema = emptySchema): Schema {
	let schema = from;
	for (const statement of dialect.read(sql)) {
		schema = applyStatement(schema, statement, dialect, (range) => ({
			version: '001',
			uri: 'file:///001.sql',
			...range,
		}));
	}
	return schema;
}

const columnsOf = (schema: Schema, name: string) => findTable(schema, { name })?.columns.map((column) => column.name);

describe('applying statements to a schema', () => {
	it('returns the same value where nothing changes', () => {
		const schema = replay('CREATE TABLE t (a)');
		for (const sql of [
			'CREATE TABLE IF NOT EXISTS t (b)',
			'CREATE TABLE t (b)',
			'DROP TABLE IF EXISTS u',
			'DROP TABLE u',
			'ALTER TABLE t ADD COLUMN a',
			'ALTER TABLE t DROP COLUMN b',
			'CREATE INDEX i ON t (b)',
			'INSERT INTO t VALUES (1)',
		]) {
			assert.equal(replay(sql, sqlite, schema), schema, sql);
		}
	});

	it('leaves the schema that it was given as it was', () => {
		const before = replay('CREATE TABLE t (a); CREATE INDEX i ON t (a)');
		const contentOf = ({ tables, indexes, objects }: Schema) => [[...tables], [...indexes], [...objects]];
		const copy = structuredClone(contentOf(before));
		replay('ALTER TABLE t ADD b; ALTER TABLE t RENAME TO u; DROP TABLE u; CREATE TABLE v (c)', sqlite, before);
		assert.deepEqual(contentOf(before), copy);
	});

	it('says who made what', () => {
		const sql = 'CREATE TABLE t (a); ALTER TABLE t ADD b';
		const table = findTable(replay(sql), { name: 't' });
		const madeBy = (origin: { start: number; end: number } | undefined) =>
			origin && sql.slice(origin.start, origin.end);
		assert.equal(madeBy(table?.origin), 'CREATE TABLE t (a)');
		assert.deepEqual(
			table?.columns.map((column) => madeBy(column.origin)),
			['CREATE TABLE t (a)', 'ALTER TABLE t ADD b'],
		);
	});

	it('takes indexes and triggers along when a table is dropped', () => {
		const made = replay(`CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON t (a); CREATE INDEX j ON u (a);
			CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END`);
		const { tables, indexes, objects } = replay('DROP TABLE t', sqlite, made);
		assert.deepEqual([[...tables.keys()], [...indexes.keys()], [...objects.keys()]], [['u'], ['j'], []]);
	});

	it('finds temporary tables first', () => {
		const schema = replay('CREATE TABLE t (a); CREATE TEMP TABLE t (b)');
		assert.deepEqual(columnsOf(schema, 't'), ['b']);
		assert.deepEqual(findTable(schema, { schema: 'main', name: 't' })?.columns[0]?.name, 'a');
		assert.deepEqual(columnsOf(replay('DROP TABLE t', sqlite, schema), 't'), ['a']);
	});
});

describe('what is not followed', () => {
	const made = replay('CREATE TABLE t (a); CREATE TABLE u (b)');

	it('makes everything uncertain where it may have touched anything', () => {
		const after = replay("SELECT AddGeometryColumn('t', 'g')", sqlite, made);
		assert.equal(after.uncertain, true);
		assert.deepEqual(
			[...after.tables.values()].map(({ uncertain, mayBeAbsent }) => [uncertain, mayBeAbsent]),
			[
				[true, true],
				[true, true],
			],
		);
		const table = findTable(replay('CREATE TABLE w (c)', sqlite, after), { name: 'w' });
		assert.equal(table?.uncertain, false, 'what is made behind it is known');
		const guarded = findTable(replay('CREATE TABLE IF NOT EXISTS w (c)', sqlite, after), { name: 'w' });
		assert.equal(guarded?.uncertain, true, 'unless it may have been there in another shape');
		assert.deepEqual(columnsOf(replay('CREATE TABLE t (new)', sqlite, after), 't'), ['new']);
	});

	it('makes only its table uncertain where that is known', () => {
		const after = replay('ALTER TABLE t ADD COLUMN ,', sqlite, made);
		assert.equal(after.uncertain, false);
		assert.equal(findTable(after, { name: 't' })?.uncertain, true);
		assert.equal(findTable(after, { name: 'u' })?.uncertain, false);
		const unborn = replay('CREATE TABLE w (a,,b)', sqlite, made);
		assert.deepEqual([findTable(unborn, { name: 'w' })?.uncertain, unborn.uncertain], [true, false]);
	});

	it('says nothing of columns of virtual tables and of AS SELECT, but that the tables are there', () => {
		const table = findTable(replay('CREATE VIRTUAL TABLE v USING fts5(a)'), { name: 'v' });
		assert.deepEqual([table?.uncertain, table?.mayBeAbsent], [true, undefined]);
		assert.equal(
			replay('CREATE TABLE v (a)', sqlite, replay('CREATE TABLE v AS SELECT 1')).tables.get('v')?.columns.length,
			0,
		);
	});

	it('does nothing where it touches no table', () => {
		const change = { type: 'unknown', tables: [], range: { start: 0, end: 0 }, what: 'nothing' } as const;
		assert.equal(applyChange(made, change, undefined, sqlite), made);
	});
});

describe('PostgreSQL', () => {
	let postgresql: Dialect;
	before(async () => {
		postgresql = await loadDialect('postgresql');
	});

	it('does all actions of an ALTER TABLE or none', () => {
		const schema = replay('CREATE TABLE t (a int)', postgresql);
		assert.equal(replay('ALTER TABLE t ADD b int, ADD a int', postgresql, schema), schema);
		assert.deepEqual(columnsOf(replay('ALTER TABLE t ADD b int, ADD c int', postgresql, schema), 't'), ['a', 'b', 'c']);
		assert.equal(replay('ALTER TABLE IF EXISTS u ADD b int', postgresql, schema), schema);
	});

	it('keeps triggers and policies within their tables', () => {
		const schema = replay(
			`CREATE TABLE t (a int); CREATE TABLE u (a int);
			CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
			CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
			CREATE TRIGGER touch BEFORE UPDATE ON u FOR EACH ROW EXECUTE FUNCTION f()`,
			postgresql,
		);
		assert.equal(findObject(schema, 'trigger', { name: 'touch' }, { name: 'u' })?.table, 'u');
		assert.equal(hasObject(schema, 'trigger', { name: 'touch' }), true);
		const after = replay('DROP TRIGGER touch ON u', postgresql, schema);
		assert.equal(hasObject(after, 'trigger', { name: 'touch' }, { name: 'u' }), false);
		assert.equal(hasObject(after, 'trigger', { name: 'touch' }, { name: 't' }), true);
	});

	it('keeps names apart that only look like a schema and a name', () => {
		const schema = replay('CREATE SCHEMA a; CREATE TABLE a.b (x int); CREATE TABLE "a.b" (y int)', postgresql);
		assert.deepEqual(columnsOf(schema, 'a.b'), ['y']);
		assert.equal(findTable(schema, { schema: 'a', name: 'b' })?.columns[0]?.name, 'x');
		assert.deepEqual([...schema.tables.keys()], ['a.b', '"a.b"']);
	});

	it('drops by CASCADE what hangs on a table, and is uncertain of the views that went', () => {
		const schema = replay(
			'CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; CREATE VIEW x AS SELECT 1',
			postgresql,
		);
		const after = replay('DROP TABLE t CASCADE', postgresql, schema);
		assert.deepEqual([...after.objects.keys()], ['view x']);
		assert.equal(after.uncertain, true);
	});
});
