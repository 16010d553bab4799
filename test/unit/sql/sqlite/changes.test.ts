import assert from 'node:assert/strict';
import type { SchemaChange } from '../../../../src/sql/schema-change.ts';
import { sqlite } from '../../../../src/sql/sqlite/sqlite.ts';

function changesOf(sql: string): readonly SchemaChange[] {
	return sqlite.read(sql).flatMap(({ syntaxError, changes }) => {
		assert.equal(syntaxError, undefined, sql);
		return changes;
	});
}

function only<Type extends SchemaChange['type']>(sql: string, type: Type): Extract<SchemaChange, { type: Type }> {
	const [change, ...rest] = changesOf(sql);
	assert.ok(change?.type === type && rest.length === 0, `${sql} gives one ${type}`);
	return change as Extract<SchemaChange, { type: Type }>;
}

describe('SQLite: what statements do to the schema', () => {
	const create = `CREATE TABLE IF NOT EXISTS main."My Table" (
		Id integer PRIMARY KEY AUTOINCREMENT,
		name varchar ( 20 ) NOT NULL DEFAULT ( 'x' ) COLLATE nocase,
		n INT DEFAULT -1 CONSTRAINT positive CHECK (n /* all */ > 0) REFERENCES Other ("K") ON DELETE CASCADE,
		g text GENERATED ALWAYS AS (name || 1) STORED,
		CONSTRAINT u UNIQUE (id DESC, name COLLATE binary),
		FOREIGN KEY (n, name) REFERENCES p
	) STRICT, WITHOUT ROWID`;

	it('reads the columns of CREATE TABLE', () => {
		const { table, columns, options, temporary, columnsUnknown } = only(create, 'create table');
		assert.deepEqual([table.schema, table.name], ['main', 'my table']);
		assert.equal(create.slice(table.range.start, table.range.end), 'main."My Table"');
		assert.deepEqual(options, ['AUTOINCREMENT', 'STRICT', 'WITHOUT ROWID']);
		assert.deepEqual([temporary, columnsUnknown], [false, false]);
		const plain = columns.map(({ range, ...column }) => ({ ...column, written: create.slice(range.start, range.end) }));
		assert.deepEqual(plain, [
			{ written: 'Id', name: 'id', type: 'INTEGER', notNull: false },
			{
				written: 'name',
				name: 'name',
				type: 'varchar ( 20 )',
				notNull: true,
				default: "'x'",
				collation: 'NOCASE',
			},
			{ written: 'n', name: 'n', type: 'INT', notNull: false, default: '-1' },
			{ written: 'g', name: 'g', type: 'TEXT', notNull: false, generated: 'stored', expression: 'name || 1' },
		]);
	});

	it('reads the constraints of CREATE TABLE, those of columns and those of the table', () => {
		const { constraints } = only(create, 'create table');
		const plain = constraints.map(({ kind, name, columns, references, expression, writtenOn }) => ({
			kind,
			name,
			columns: columns.map((column) => column.name),
			target: references && [references.table.name, ...references.columns.map((column) => column.name)],
			onDelete: references?.onDelete,
			expression,
			writtenOn,
		}));
		const none = {
			name: undefined,
			target: undefined,
			onDelete: undefined,
			expression: undefined,
			writtenOn: undefined,
		};
		assert.deepEqual(plain, [
			{ ...none, kind: 'primary key', columns: ['id'], writtenOn: 'id' },
			{ ...none, kind: 'check', name: 'positive', columns: [], expression: 'n > 0', writtenOn: 'n' },
			{
				...none,
				kind: 'foreign key',
				columns: ['n'],
				target: ['other', 'k'],
				onDelete: 'cascade',
				writtenOn: 'n',
			},
			{ ...none, kind: 'unique', name: 'u', columns: ['id', 'name'] },
			{ ...none, kind: 'foreign key', columns: ['n', 'name'], target: ['p'], onDelete: 'no action' },
		]);
	});

	it('knows that it does not know the columns of AS SELECT and of virtual tables', () => {
		const made = only('CREATE TEMP TABLE t AS SELECT a FROM b', 'create table');
		assert.deepEqual([made.temporary, made.columnsUnknown, made.columns], [true, true, []]);
		const virtual = only("CREATE VIRTUAL TABLE v USING fts5(a, tokenize = 'porter')", 'create table');
		assert.deepEqual([virtual.columnsUnknown, virtual.options], [true, ['VIRTUAL', 'USING FTS5']]);
	});

	it('reads indexes: names, expressions, directions, condition', () => {
		const sql = `CREATE UNIQUE INDEX main.I ON T (a DESC, "B" COLLATE nocase, 'c', lower(a), a + 1) WHERE a IS NOT NULL`;
		const { index, table, columns, unique, where, concurrently } = only(sql, 'create index');
		assert.deepEqual([index?.schema, index?.name, table.schema, table.name], ['main', 'i', 'main', 't']);
		assert.deepEqual([unique, concurrently, where], [true, false, 'a IS NOT NULL']);
		assert.deepEqual(
			columns.map(({ range, ...column }) => [sql.slice(range.start, range.end), column]),
			[
				['a', { name: 'a', descending: true }],
				['"B"', { name: 'b', descending: false }],
				["'c'", { name: 'c', descending: false }],
				['lower(a)', { name: 'lower(a)', expression: true, descending: false }],
				['a + 1', { name: 'a + 1', expression: true, descending: false }],
			],
		);
	});

	it('reads views and triggers with the text that SQLite keeps of them', () => {
		const view = only('CREATE TEMP VIEW IF NOT EXISTS V (a) AS -- one\n SELECT   1', 'create object');
		assert.deepEqual([view.kind, view.object.name, view.temporary, view.guard.present], ['view', 'v', true, true]);
		assert.equal(view.definition, 'CREATE VIEW V (a) AS SELECT 1');
		const trigger = only('CREATE TRIGGER main.Tr AFTER INSERT ON T BEGIN SELECT 1; END', 'create object');
		assert.deepEqual([trigger.kind, trigger.object.name, trigger.table?.name], ['trigger', 'tr', 't']);
		assert.equal(trigger.definition, 'CREATE TRIGGER Tr AFTER INSERT ON T BEGIN SELECT 1; END');
	});

	it('reads every form of ALTER TABLE', () => {
		const add = only('ALTER TABLE t ADD a INT NOT NULL DEFAULT 0 REFERENCES u', 'add column');
		assert.deepEqual([add.column.name, add.column.notNull, add.constraints.length], ['a', true, 1]);
		assert.deepEqual(add.guard, { present: false });
		assert.equal(only('ALTER TABLE t ADD COLUMN "A b"', 'add column').column.name, 'a b');
		assert.equal(only('ALTER TABLE t DROP COLUMN [A]', 'drop column').column.name, 'a');
		const rename = only('ALTER TABLE t RENAME COLUMN A TO B', 'rename column');
		assert.deepEqual([rename.column.name, rename.to.name], ['a', 'b']);
		assert.equal(only('ALTER TABLE main.t RENAME TO U', 'rename table').to.name, 'u');
		assert.deepEqual(only('ALTER TABLE t ALTER a SET NOT NULL', 'alter column').set, { notNull: true });
		assert.deepEqual(only('ALTER TABLE t ALTER COLUMN a DROP NOT NULL', 'alter column').set, { notNull: false });
		const check = 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)';
		const { constraint } = only(check, 'add constraint');
		assert.deepEqual([constraint.kind, constraint.name, constraint.expression], ['check', 'c', 'a > 0']);
		assert.equal(check.slice(constraint.range.start, constraint.range.end), 'CONSTRAINT c CHECK (a > 0)');
		assert.equal(only('ALTER TABLE t DROP CONSTRAINT C', 'drop constraint').constraint.name, 'c');
	});

	it('reads every form of DROP', () => {
		for (const kind of ['table', 'index', 'view', 'trigger'] as const) {
			const { objects, kind: dropped, guard } = only(`DROP ${kind} IF EXISTS "X Y"`, 'drop');
			assert.deepEqual([dropped, objects[0]?.name, guard.present], [kind, 'x y', true]);
		}
	});

	it('does not follow what changes the schema behind its back', () => {
		only('UPDATE sqlite_master SET sql = NULL', 'unknown');
		only("SELECT AddGeometryColumn('t', 'g', 4326, 'POINT')", 'unknown');
		assert.deepEqual(changesOf("SELECT json_extract(lower('{}'), '$.a'), count(*)"), []);
		assert.deepEqual(changesOf('SELECT my_function(a) FROM t'), []);
	});

	it('leaves out what happens in another database', () => {
		assert.deepEqual(changesOf('CREATE TABLE other.t (a); DROP TABLE other.t; CREATE INDEX other.i ON t (a)'), []);
		assert.equal(changesOf('ALTER TABLE temp.t RENAME TO u').length, 1);
	});
});

describe('SQLite: where a guard goes', () => {
	const guarded: readonly (readonly [bare: string, guarded: string])[] = [
		['CREATE TABLE t (a)', 'CREATE TABLE IF NOT EXISTS t (a)'],
		['CREATE TEMPORARY TABLE "t" AS SELECT 1', 'CREATE TEMPORARY TABLE IF NOT EXISTS "t" AS SELECT 1'],
		['CREATE VIRTUAL TABLE t USING fts5(a)', 'CREATE VIRTUAL TABLE IF NOT EXISTS t USING fts5(a)'],
		['CREATE INDEX i ON t (a)', 'CREATE INDEX IF NOT EXISTS i ON t (a)'],
		['CREATE UNIQUE INDEX main.i ON t (a)', 'CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (a)'],
		['CREATE VIEW v AS SELECT 1', 'CREATE VIEW IF NOT EXISTS v AS SELECT 1'],
		[
			'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END',
			'CREATE TRIGGER IF NOT EXISTS r AFTER INSERT ON t BEGIN SELECT 1; END',
		],
		['CREATE /* a */ TABLE -- b\n t (a)', 'CREATE /* a */ TABLE -- b\n IF NOT EXISTS t (a)'],
		['CREATE TABLE "TABLE" (a)', 'CREATE TABLE IF NOT EXISTS "TABLE" (a)'],
		['DROP TABLE t', 'DROP TABLE IF EXISTS t'],
		['DROP INDEX main.i', 'DROP INDEX IF EXISTS main.i'],
		['DROP VIEW v', 'DROP VIEW IF EXISTS v'],
		['DROP TRIGGER r', 'DROP TRIGGER IF EXISTS r'],
	];
	for (const [bare, expected] of guarded) {
		it(expected, () => {
			const before = 'SELECT 1; ';
			const [change] = sqlite.read(before + bare)[1]?.changes ?? [];
			assert.ok(change !== undefined && 'guard' in change);
			const { insertAt, words } = change.guard;
			assert.ok(insertAt !== undefined);
			const text = before + bare;
			assert.equal(`${text.slice(0, insertAt)}${words} ${text.slice(insertAt)}`, before + expected);
			const [again] = sqlite.read(expected)[0]?.changes ?? [];
			assert.ok(again !== undefined && 'guard' in again);
			assert.deepEqual(again.guard, { present: true });
		});
	}
});
