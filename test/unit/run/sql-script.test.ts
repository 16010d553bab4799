import assert from 'node:assert/strict';
import { readSqlScript } from '../../../src/run/plan/sql-script.ts';
import { rebuildRenames } from '../../../src/run/transaction/rebuild-renames.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { migrationsOf } from '../../support/migrations.ts';

describe('readSqlScript', () => {
	it('leaves out BEGIN and COMMIT around a script, and says so', async () => {
		const script = await read('BEGIN;\nCREATE TABLE a (id);\nINSERT INTO a VALUES (1);\nCOMMIT;\n');
		assert.deepEqual(sql(script), ['CREATE TABLE a (id)', 'INSERT INTO a VALUES (1)']);
		assert.match(script.notes.join(), /BEGIN and COMMIT are left out/);
	});

	it('takes foreign_keys out of the transaction; only the first of a script counts', async () => {
		const off = await read('PRAGMA foreign_keys = OFF;\nDROP TABLE a;\nPRAGMA foreign_keys = ON;\n');
		assert.deepEqual([sql(off), off.enforceForeignKeys], [['DROP TABLE a'], false]);
		const on = await read('PRAGMA foreign_keys(1);\nDELETE FROM a;\n');
		assert.deepEqual([sql(on), on.enforceForeignKeys], [['DELETE FROM a'], true]);
	});

	it('keeps savepoints, with the way back to them', async () => {
		const script = await read('SAVEPOINT s;\nDELETE FROM a;\nROLLBACK TO s;\nRELEASE s;\n');
		assert.equal(script.refusal, undefined);
		assert.equal(script.statements.length, 4);
	});

	it('refuses a ROLLBACK, which would take the entry back too', async () => {
		assert.match((await read('DELETE FROM a;\nROLLBACK;\n')).refusal?.message ?? '', /rolls its own transaction back/);
	});

	it('knows where each statement stands in the document', async () => {
		const source =
			'-- upgrade\r\nCREATE TABLE "ä😀" (id);\r\n-- two\r\nDELETE FROM "ä😀" ;\r\n-- downgrade\r\nDROP TABLE x;\r\n';
		const { statements } = await read(source);
		assert.deepEqual(
			statements.map(({ range }) => source.slice(range.start, range.end)),
			sql({ statements }),
		);
		assert.equal(statements.length, 2);
	});
});

describe('rebuildRenames', () => {
	it('finds the rename that puts a rebuilt table in place', async () => {
		assert.deepEqual(
			await renames(
				'CREATE TABLE a_new (id); INSERT INTO a_new SELECT id FROM a; DROP TABLE a; ALTER TABLE a_new RENAME TO a;',
			),
			[3],
		);
	});

	it('finds the rename that moves the old table away', async () => {
		assert.deepEqual(
			await renames(
				'ALTER TABLE a RENAME TO a_old; CREATE TABLE a (id); INSERT INTO a SELECT id FROM a_old; DROP TABLE a_old;',
			),
			[0],
		);
	});

	it('leaves a plain rename alone, which views and triggers are to follow', async () => {
		assert.deepEqual(await renames('CREATE TABLE b (id); ALTER TABLE a RENAME TO c; DROP TABLE b;'), []);
	});

	it('compares names as SQLite does', async () => {
		assert.deepEqual(await renames('DROP TABLE "A"; ALTER TABLE b RENAME TO a;'), [1]);
	});
});

async function read(source: string) {
	const { migrations } = await migrationsOf({ '001_a.sql': source });
	const script = migrations[0]?.text.upgrade;
	assert.ok(script);
	return readSqlScript(script, await loadDialect('sqlite'));
}

function sql({ statements }: { readonly statements: readonly { readonly sql: string }[] }): readonly string[] {
	return statements.map((statement) => statement.sql);
}

async function renames(source: string): Promise<readonly number[]> {
	return [...rebuildRenames((await loadDialect('sqlite')).read(source))];
}
