import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { createTestDatabase } from '../../support/postgresql.ts';
import { runOn } from '../../support/run-on.ts';
import { told, verifyWith } from '../../support/verify-with.ts';

const sources = {
	'001_people.sql':
		"-- upgrade\nCREATE EXTENSION citext;\nCREATE TABLE people (id serial PRIMARY KEY, name citext NOT NULL DEFAULT 'x', CHECK (name <> ''));\n",
	'002_notes.sql':
		'-- upgrade\nCREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY, person integer REFERENCES people ON DELETE CASCADE);\n',
	'003_index.sql': '-- upgrade\nCREATE INDEX CONCURRENTLY notes_person ON notes (person);\n',
	'004_view.sql':
		'-- upgrade\nCREATE VIEW authors AS SELECT p.name FROM people p JOIN notes n ON n.person = p.id;\n' +
		'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.person := NEW.person; RETURN NEW; END $$;\n' +
		'CREATE TRIGGER touched BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();\n',
};

describe('verifying a PostgreSQL database', function () {
	this.timeout(120_000);
	let connection: Connection;
	let reader: Connection;

	before(async () => {
		const { url } = await createTestDatabase();
		connection = await openPostgresql(url, 'write');
		reader = await openPostgresql(url, 'read');
		const report = await runOn(connection, await migrationsOf(sources, 'postgresql'));
		assert.equal(report.failure, undefined);
	});
	after(async () => {
		await reader.close();
		await connection.close();
	});

	it('proves everything of one that the migrations made', async () => {
		const report = await verifyWith(reader, await migrationsOf(sources, 'postgresql'));
		assert.deepEqual(
			report.proofs.map(({ proof, verdict, evidence }) => [proof, verdict, evidence]),
			['ledger', 'files', 'replay', 'drift'].map((proof) => [proof, 'proved', []]),
		);
	});

	it('names what was changed by hand, and the migration', async () => {
		const directory = await migrationsOf(sources, 'postgresql');
		for (const sql of [
			'ALTER TABLE notes ADD COLUMN stray integer',
			'ALTER TABLE people ALTER COLUMN name DROP DEFAULT',
			'ALTER TABLE notes DROP CONSTRAINT notes_person_fkey',
			'DROP INDEX notes_person',
			'CREATE OR REPLACE VIEW authors AS SELECT p.name FROM people p',
			'DROP TRIGGER touched ON notes',
		]) {
			await connection.query(sql);
		}
		const [verdict, ...lines] = told(await verifyWith(reader, directory), 'drift');
		assert.equal(verdict, 'failed');
		assert.equal(lines.length, 6, lines.join('\n'));
		const start = (text: string) =>
			assert.ok(
				lines.some((line) => line.startsWith(text)),
				`${text}\n\n${lines.join('\n')}`,
			);
		start('001 is recorded, but the default of `people.name` is none instead of ');
		start('002 is recorded, but the constraint notes_person_fkey of `notes` is missing');
		start('003 is recorded, but the index `notes_person` on `notes` is missing');
		start('004 is recorded, but the view `authors` is not what it makes');
		start('004 is recorded, but the trigger `touched` on `notes` is missing');
		start('`notes.stray` is in the database, and no migration makes it');
	});

	it('tells a migration that is wrong from one that only the embedded PostgreSQL cannot run', async () => {
		const { url } = await createTestDatabase();
		const empty = await openPostgresql(url, 'read');
		const report = await verifyWith(
			empty,
			await migrationsOf(
				{
					'001_roles.sql': 'CREATE TABLE t (id integer);\nGRANT SELECT ON t TO somebody_else;\n',
					'002_maps.sql': 'CREATE EXTENSION postgis;\n',
				},
				'postgresql',
			),
		);
		const [verdict, first, second] = told(report, 'replay');
		assert.equal(verdict, 'not proved');
		assert.match(first ?? '', /001_roles\.sql failed: role "somebody_else" does not exist/);
		assert.match(second ?? '', /002_maps\.sql failed: extension "postgis" is not available/);
		const wrong = await migrationsOf({ '001_nix.sql': 'ALTER TABLE nix ADD COLUMN a integer' }, 'postgresql');
		assert.deepEqual(told(await verifyWith(empty, wrong), 'replay'), [
			'failed',
			'001_nix.sql failed: relation "nix" does not exist.',
		]);
		await empty.close();
	});
});
