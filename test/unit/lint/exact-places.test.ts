import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { lintExample } from '../../support/lint-example.ts';

const found = async (dialect: Example['dialect'], files: Example['files'], rule: string) =>
	(await lintExample({ title: '', dialect, files })).filter((finding) => finding.rule === rule);

describe('a name that is put in place of another', () => {
	it('is quoted where it must be', async () => {
		const table = 'CREATE TABLE IF NOT EXISTS "Notes" ("noteTitle" text);\n';
		const column = 'CREATE INDEX IF NOT EXISTS i ON "Notes" ("noteTitel");\n';
		const [wrongColumn] = await found(
			'postgresql',
			{ '001_a.sql': table, '002_b.sql': column },
			'schema/unknown-column',
		);
		assert.equal(applyEdits(column, wrongColumn?.fixes[0]?.edits ?? []), column.replace('noteTitel', 'noteTitle'));
		const alter = 'ALTER TABLE "Note" ADD COLUMN IF NOT EXISTS a text;\n';
		const [wrongTable] = await found('postgresql', { '001_a.sql': table, '002_b.sql': alter }, 'schema/unknown-table');
		assert.equal(applyEdits(alter, wrongTable?.fixes[0]?.edits ?? []), alter.replace('"Note"', '"Notes"'));
	});

	it('is no table of another schema', async () => {
		const files = {
			'001_a.sql': 'CREATE SCHEMA IF NOT EXISTS app; CREATE TABLE IF NOT EXISTS app.notes (id int);\n',
			'002_b.sql': 'ALTER TABLE notes ADD COLUMN IF NOT EXISTS a text;\n',
		};
		const [finding] = await found('postgresql', files, 'schema/unknown-table');
		assert.deepEqual(finding?.fixes, []);
	});
});

describe('SQL of the other database', () => {
	const TABLE = 'CREATE TABLE IF NOT EXISTS t (id INTEGER);\n';
	const SLIP = 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a TEXT;\n';

	it('has its exact place where one statement slipped in', async () => {
		const [finding, ...others] = await found('sqlite', { '001_a.sql': `${TABLE}${SLIP}` }, 'lint/syntax-error');
		assert.deepEqual(others, []);
		assert.ok((finding?.range.start ?? 0) > TABLE.length);
		assert.match(finding?.message ?? '', /^SQLite cannot read this: .*PostgreSQL would read it\.$/);
	});

	it('gets one note a file where there is more of it', async () => {
		const text = `${TABLE}${SLIP}${SLIP.replace(' a ', ' b ')}`;
		const findings = await found('sqlite', { '001_a.sql': text }, 'lint/syntax-error');
		assert.deepEqual(
			findings.map(({ range }) => range),
			[{ start: 0, end: 0 }],
		);
		assert.match(findings[0]?.message ?? '', /reads as PostgreSQL and not as SQLite/);
	});
});
