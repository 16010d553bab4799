import assert from 'node:assert/strict';
import type { Connection } from '../../../src/database/connection.ts';
import { openPglite } from '../../../src/database/postgresql/open-pglite.ts';
import { openPostgresql } from '../../../src/database/postgresql/open-postgresql.ts';
import { compareSchemas } from '../../../src/schema/compare-schemas.ts';
import { createTestDatabase } from '../../support/postgresql.ts';

/** One of everything that a schema tells. */
const statements = [
	'CREATE SCHEMA app',
	"CREATE TYPE mood AS ENUM ('sad', 'ok')",
	"CREATE DOMAIN word AS text CHECK (VALUE <> '')",
	'CREATE TYPE app.pair AS (a integer, b text)',
	"CREATE TABLE people (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', feels mood, born date)",
	'CREATE TABLE app.notes (id bigint GENERATED ALWAYS AS IDENTITY, person integer NOT NULL REFERENCES people ON DELETE CASCADE, body text COLLATE "C", shout text GENERATED ALWAYS AS (upper(body)) STORED, rank integer CHECK (rank > 0), UNIQUE (person, rank))',
	'CREATE UNLOGGED TABLE scratch (id integer)',
	'CREATE INDEX notes_body ON app.notes (lower(body) DESC, person) WHERE body IS NOT NULL',
	'CREATE UNIQUE INDEX people_name ON people (name)',
	'CREATE VIEW sad_people AS SELECT id, name FROM people WHERE feels = $$sad$$',
	'CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people',
	'CREATE SEQUENCE tickets INCREMENT BY 10',
	'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
	'CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 * 2 $$',
	'CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 || $1 $$',
	'CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch()',
	'CREATE TRIGGER touched BEFORE UPDATE ON app.notes FOR EACH ROW EXECUTE FUNCTION touch()',
	'ALTER TABLE people ENABLE ROW LEVEL SECURITY',
	'CREATE POLICY own ON people FOR SELECT USING (id > 0)',
	'CREATE TABLE ledger_like (version text PRIMARY KEY, at timestamptz)',
	'ALTER TABLE app.notes ADD CONSTRAINT late CHECK (rank < 100) NOT VALID',
	'CREATE EXTENSION citext',
];

describe('the schema of a PostgreSQL database', function () {
	this.timeout(60_000);
	const connections: Connection[] = [];
	let server: Connection;
	let embedded: Connection;

	before(async () => {
		server = await openPostgresql((await createTestDatabase()).url, 'write');
		embedded = await openPglite({ extensions: ['citext'] });
		connections.push(server, embedded);
		for (const connection of connections) for (const sql of statements) await connection.query(sql);
	});
	after(async () => {
		for (const connection of connections) await connection.close();
	});

	it('has columns with types, defaults, identity, generation and collation', async () => {
		const { tables } = await server.readSchema([]);
		assert.deepEqual(tables.get('people')?.columns, [
			{ name: 'id', type: 'integer', notNull: true, default: "nextval('people_id_seq'::regclass)" },
			{ name: 'name', type: 'character varying(20)', notNull: true, default: "'x'::character varying" },
			{ name: 'feels', type: 'mood', notNull: false },
			{ name: 'born', type: 'date', notNull: false },
		]);
		assert.deepEqual(tables.get('app.notes')?.columns, [
			{ name: 'id', type: 'bigint', notNull: true, generated: 'identity always' },
			{ name: 'person', type: 'integer', notNull: true },
			{ name: 'body', type: 'text', notNull: false, collation: 'C' },
			{ name: 'shout', type: 'text', notNull: false, generated: 'stored', expression: 'upper(body)' },
			{ name: 'rank', type: 'integer', notNull: false },
		]);
		assert.deepEqual(tables.get('scratch')?.options, ['UNLOGGED']);
	});

	it('has constraints, and not the NOT NULLs that are constraints since 18', async () => {
		const { tables } = await server.readSchema([]);
		const told = tables
			.get('app.notes')
			?.constraints.map(({ kind, name, columns, validated }) => [kind, name, columns.join(), validated]);
		assert.deepEqual(told, [
			['check', 'late', '', false],
			['foreign key', 'notes_person_fkey', 'person', true],
			['unique', 'notes_person_rank_key', 'person,rank', true],
			['check', 'notes_rank_check', '', true],
		]);
		const foreignKey = tables.get('app.notes')?.constraints.find(({ kind }) => kind === 'foreign key');
		assert.deepEqual(foreignKey?.references, {
			table: 'people',
			columns: ['id'],
			onDelete: 'cascade',
			onUpdate: 'no action',
		});
	});

	it('has indexes of their own, and not those of constraints', async () => {
		const { indexes } = await server.readSchema([]);
		assert.deepEqual([...indexes.keys()], ['app.notes_body', 'people_name']);
		assert.deepEqual(indexes.get('app.notes_body'), {
			name: 'app.notes_body',
			table: 'app.notes',
			columns: ['lower(body)', 'person'],
			descending: [true, false],
			unique: false,
			where: '(body IS NOT NULL)',
			valid: true,
		});
	});

	it('marks an index INVALID that could not be built', async () => {
		await server.query('INSERT INTO scratch VALUES (1), (1)');
		await assert.rejects(server.query('CREATE UNIQUE INDEX CONCURRENTLY scratch_id ON scratch (id)'), {
			code: '23505',
		});
		assert.equal((await server.readSchema([])).indexes.get('scratch_id')?.valid, false);
		await server.query('DROP INDEX scratch_id');
	});

	it('has everything else by name, and nothing that an extension brought', async () => {
		const { objects } = await server.readSchema([]);
		assert.deepEqual([...objects.keys()].sort(), [
			'domain word',
			'extension citext',
			'function touch',
			'function twice',
			'materialized view counted',
			'policy own on people',
			'schema app',
			'sequence people_id_seq',
			'sequence tickets',
			'trigger touched on app.notes',
			'trigger touched on people',
			'type app.pair',
			'type mood',
			'view sad_people',
		]);
		assert.equal(objects.get('sequence people_id_seq')?.table, 'people');
		assert.equal(objects.get('type mood')?.definition, "CREATE TYPE mood AS ENUM ('sad', 'ok')");
		const { definition = '' } = objects.get('function twice') ?? {};
		assert.ok(definition.includes('twice(integer)') && definition.includes('twice(text)'), definition);
	});

	it('leaves out the tables that it is told to, with all that stands on them', async () => {
		const { tables, indexes, objects } = await server.readSchema(['public.ledger_like', 'app.notes', '"people"']);
		assert.deepEqual([...tables.keys()], ['scratch']);
		assert.deepEqual([...indexes.keys()], []);
		assert.ok(![...objects.values()].some(({ table }) => table !== undefined));
	});

	it('reads the same whatever search_path and transaction the reader is in', async () => {
		const plain = await server.readSchema([]);
		await server.begin('write');
		await server.query('SET LOCAL search_path = app');
		assert.deepEqual(await server.readSchema([]), plain);
		assert.equal((await server.query('SHOW search_path')).rows[0]?.[0], 'app');
		await server.rollback();
	});

	it('reads the same on a server and on the embedded PostgreSQL', async () => {
		const one = await server.readSchema([]);
		const other = await embedded.readSchema([]);
		assert.deepEqual(compareSchemas(one, other, 'postgresql', { sameDeparser: true }), []);
		assert.deepEqual(compareSchemas(other, one, 'postgresql', { sameDeparser: true }), []);
		assert.deepEqual(other, one);
	});
});
