import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { openSqlite } from '../../../../src/database/sqlite/open-sqlite.ts';
import { openProject } from '../../../../src/project/project.ts';
import { readStatus } from '../../../../src/project/session/read-status.ts';
import { planOnDatabase, type RunOnDatabase, runOnDatabase } from '../../../../src/project/session/run-target.ts';
import type { SessionContext } from '../../../../src/project/session/session-context.ts';
import { verifyDatabases } from '../../../../src/project/session/verify-databases.ts';
import type { RunEvent } from '../../../../src/run/events.ts';
import { folderState } from '../../../support/folder-state.ts';
import { holdDatabase } from '../../../support/hold-database.ts';
import { createTestDatabase } from '../../../support/postgresql.ts';
import { type SampleProject, sampleProject } from '../../../support/sample-project.ts';

const migrations = {
	'migrations/001_apps.sql':
		'-- upgrade\nCREATE TABLE apps (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE apps;\n',
	'migrations/002_tags.sql':
		'-- upgrade\nCREATE TABLE tags (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE tags;\n',
};

describe('a session', () => {
	it('makes a missing local database by applying, and reads nothing into being', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:data/dev.db' } });
		await mkdir(project.pathOf('data'));
		const before = folderState(project.folder);
		assert.deepEqual(await states(project), ['dev not initialised']);
		assert.equal((await plan(project, { action: 'apply', environment: 'dev' })).steps.length, 2);
		assert.equal((await run(project, { action: 'revert', environment: 'dev' })).failure, undefined);
		assert.deepEqual(folderState(project.folder), before);
		assert.equal((await run(project, { action: 'apply', environment: 'dev' })).done.length, 2);
		assert.deepEqual(await states(project), ['dev up to date']);
		assert.deepEqual(readdirSync(project.pathOf('data')), ['dev.db']);
	});

	it('backs a database up before it writes to it, where git does not see it', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await run(project, { action: 'apply', environment: 'dev', steps: 1 });
		const events: RunEvent[] = [];
		const report = await run(
			project,
			{ action: 'apply', environment: 'dev' },
			{ onEvent: (_, event) => events.push(event) },
		);
		assert.ok(report.backup?.includes('.plumbline'));
		assert.ok(events.some(({ type }) => type === 'backup'));
		assert.equal(existsSync(project.pathOf('.plumbline/.gitignore')), true);
		const backup = await openSqlite(report.backup ?? '', 'read');
		const { rows } = await backup.query("SELECT name FROM sqlite_schema WHERE name IN ('apps', 'tags')");
		await backup.close();
		assert.deepEqual(rows, [['apps']]);
		assert.equal((await run(project, { action: 'apply', environment: 'dev' })).backup, undefined);
	});

	it('calls a database diverged, and not up to date, where up refuses what became of its files', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await run(project, { action: 'apply', environment: 'dev' });
		await project.write('migrations/001_apps.sql', 'CREATE TABLE apps (id INTEGER PRIMARY KEY, name TEXT);\n');
		assert.deepEqual(await states(project), ['dev diverged']);
		assert.match((await run(project, { action: 'apply', environment: 'dev' })).failure?.message ?? '', /was edited/);
		await project.write('migrations/001_apps.sql', migrations['migrations/001_apps.sql']);
		assert.deepEqual(await states(project), ['dev up to date']);
		await rm(project.pathOf('migrations/001_apps.sql'));
		assert.deepEqual(await states(project), ['dev diverged']);
		assert.match((await run(project, { action: 'apply', environment: 'dev' })).failure?.message ?? '', /file is gone/);
		await project.write('migrations/001_apps.sql', migrations['migrations/001_apps.sql']);
		await rm(project.pathOf('migrations/002_tags.sql'));
		assert.deepEqual(await states(project), ['dev ahead']);
	});

	it('wants the name of a protected environment, typed', async () => {
		await using project = await projectWith({ prod: { url: 'sqlite:prod.db', protected: true } });
		await assert.rejects(
			run(project, { action: 'apply', environment: 'prod' }),
			/prod is protected\. Applying to it wants its name/,
		);
		await assert.rejects(
			run(project, { action: 'apply', environment: 'prod', confirm: 'prd' }),
			/"prd" is not its name/,
		);
		assert.equal(existsSync(project.pathOf('prod.db')), false);
		assert.equal((await run(project, { action: 'apply', environment: 'prod', confirm: 'prod' })).done.length, 2);
	});

	it('takes a glob for the databases that it finds', async () => {
		await using project = await projectWith({ fleet: { url: 'sqlite:data/*/app.db' } });
		for (const name of ['app 1', 'app2']) {
			await mkdir(project.pathOf(`data/${name}`), { recursive: true });
			await writeFile(project.pathOf(`data/${name}/app.db`), '');
		}
		await assert.rejects(
			run(project, { action: 'apply', environment: 'fleet' }),
			/fleet is 2 databases: fleet\/app 1, fleet\/app2\. Name one/,
		);
		await run(project, { action: 'apply', environment: 'fleet/app2' });
		assert.deepEqual(await states(project), ['fleet/app 1 not initialised', 'fleet/app2 up to date']);
		assert.deepEqual(await states(project, 'fleet/app2'), ['fleet/app2 up to date']);
	});

	it('says of each database that cannot be read why, and reads the others', async () => {
		await using project = await sampleProject(migrations);
		const environments = {
			good: { url: 'sqlite:good.db' },
			text: { url: 'sqlite:README.md' },
			folder: { url: 'sqlite:migrations' },
			nowhere: { url: 'sqlite:no/such/folder/x.db' },
			unset: { url: '${env:PLUMBLINE_TEST_NOT_SET}' },
			away: { url: 'postgres://app:hunter2@127.0.0.1:1/app' },
			none: { url: 'sqlite:none/*.db' },
			gone: { url: 'sqlite:gone.db', protected: true },
		};
		const directories = [
			{ path: 'migrations', dialect: 'sqlite' },
			{ path: 'server', dialect: 'postgresql' },
		];
		await project.write('plumbline.json', JSON.stringify({ migrations: directories, environments }));
		await project.write('server/001_a.sql', 'CREATE TABLE a (id int);');
		await project.write(
			'README.md',
			'This is no database, and it is longer than one hundred bytes, so that SQLite would read a header of it.\n',
		);
		await run(project, { action: 'apply', environment: 'good' });
		const rows = await status(project);
		const errors = Object.fromEntries(rows.map(({ name, error }) => [name, error ?? '']));
		assert.equal(errors.good, '');
		assert.match(errors.text ?? '', /README\.md is not an SQLite database/);
		assert.match(errors.folder ?? '', /is a folder, not a database file/);
		assert.match(errors.nowhere ?? '', /the folder .* is not there/);
		assert.match(errors.unset ?? '', /set the variable PLUMBLINE_TEST_NOT_SET/);
		assert.match(errors.away ?? '', /cannot be reached/);
		assert.match(errors.none ?? '', /No file matches none\/\*\.db/);
		assert.match(errors.gone ?? '', /is not there/);
		assert.doesNotMatch(JSON.stringify(rows), /hunter2/);
		assert.deepEqual(
			rows.filter(({ state }) => state === 'unreadable').map(({ name }) => name),
			['text', 'folder', 'nowhere', 'unset', 'away', 'none', 'gone'],
		);
		await assert.rejects(run(project, { action: 'apply', environment: 'nowhere' }), /the folder .* is not there/);
		await assert.rejects(run(project, { action: 'apply', environment: 'text' }), /is not an SQLite database/);
	});

	it('says of a migrations table of the wrong shape what is missing, and never that nothing is applied', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		const connection = await openSqlite(project.pathOf('dev.db'), 'create');
		await connection.query('CREATE TABLE plumbline_migrations (version text)');
		await connection.close();
		const [row] = await status(project);
		assert.equal(row?.state, 'unreadable');
		assert.match(row.error ?? '', /has no column `id`, `name`, `status`/);
		await assert.rejects(run(project, { action: 'apply', environment: 'dev' }), /so what is applied cannot be known/);
	});

	it('waits for a locked database, and then says who to ask', async function () {
		this.timeout(30_000);
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await run(project, { action: 'apply', environment: 'dev', steps: 1 });
		const holder = await holdDatabase(project.pathOf('dev.db'), 'BEGIN IMMEDIATE');
		try {
			const report = await run(project, { action: 'apply', environment: 'dev' });
			assert.match(report.failure?.message ?? '', /is locked: another program is using it/);
		} finally {
			await holder.close();
		}
		assert.deepEqual(await states(project), ['dev behind']);
		assert.equal((await run(project, { action: 'apply', environment: 'dev' })).failure, undefined);
	});

	it('never runs a file that it cannot read as an empty migration', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await writeFile(project.pathOf('migrations/003_latin.sql'), Buffer.from([0x2d, 0x2d, 0xe4, 0x0a]));
		const report = await run(project, { action: 'apply', environment: 'dev' });
		assert.match(report.failure?.message ?? '', /003_latin\.sql is not UTF-8 text/);
		assert.equal(existsSync(project.pathOf('dev.db')), false);
		const [row] = await status(project);
		assert.deepEqual(
			row?.migrations.map(({ note }) => note?.includes('UTF-8') ?? false),
			[false, false, true],
		);
	});

	it('applies nothing at all where a Python migration is pending and there is no Python', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await project.write('migrations/003_code.py', 'def upgrade(conn):\n    conn.execute("CREATE TABLE c (id)")\n');
		await mkdir(project.pathOf('empty'));
		const report = await run(
			project,
			{ action: 'apply', environment: 'dev' },
			{ environment: { PATH: project.pathOf('empty') } },
		);
		assert.match(report.failure?.message ?? '', /003_code\.py needs Python 3\.8 or newer, and none was found/);
		assert.deepEqual([report.done, existsSync(project.pathOf('dev.db'))], [[], false]);
	});

	it('runs nothing on a configuration with errors', async () => {
		await using project = await sampleProject({ 'plumbline.json': '{ "environment": {} }', ...migrations });
		await assert.rejects(
			run(project, { action: 'apply', environment: 'dev' }),
			/plumbline\.json has an error, so nothing was run/,
		);
	});

	it('asks which directory is meant, where two are for the same database', async () => {
		await using project = await sampleProject({
			'plumbline.json': JSON.stringify({
				migrations: [
					{ path: 'migrations', dialect: 'sqlite' },
					{ path: 'more', dialect: 'sqlite' },
				],
				environments: { dev: { url: 'sqlite:dev.db' } },
			}),
			...migrations,
			'more/001_other.sql': 'CREATE TABLE other (id);',
		});
		await assert.rejects(
			run(project, { action: 'apply', environment: 'dev' }),
			/Several migration directories are for SQLite: migrations, more/,
		);
		const directory = `${project.root}/more`;
		assert.equal((await run(project, { action: 'apply', environment: 'dev', directory })).done[0]?.name, 'other');
	});

	it('works on a database behind a link as on the file itself', async function () {
		if (process.platform === 'win32') this.skip();
		await using project = await projectWith({ dev: { url: 'sqlite:link.db' } });
		await mkdir(project.pathOf('real'));
		await writeFile(project.pathOf('real/dev.db'), '');
		await symlink(project.pathOf('real/dev.db'), project.pathOf('link.db'));
		await run(project, { action: 'apply', environment: 'dev' });
		const connection = await openSqlite(project.pathOf('real/dev.db'), 'read');
		assert.equal((await connection.query('SELECT count(*) FROM plumbline_migrations')).rows[0]?.[0], 2);
		await connection.close();
	});

	it('finds strings in double quotes in migrations, and takes them for strings as Python does', async () => {
		await using project = await projectWith({ dev: { url: 'sqlite:dev.db' } });
		await project.write(
			'migrations/003_data.sql',
			'CREATE TABLE "kinds" ("name" TEXT DEFAULT "plain");\nINSERT INTO kinds VALUES ("special");\n',
		);
		assert.equal((await run(project, { action: 'apply', environment: 'dev' })).failure, undefined);
		assert.deepEqual(await states(project), ['dev up to date']);
	});

	it('verifies what it applied', async () => {
		await using project = await projectWith({
			dev: { url: 'sqlite:dev.db' },
			broken: { url: 'sqlite:plumbline.json' },
		});
		await run(project, { action: 'apply', environment: 'dev' });
		const opened = await openProject(project.root);
		const reports = await verifyDatabases(opened, {}, contextOf());
		assert.deepEqual(
			reports.map(({ name, verdict }) => `${name} ${verdict}`),
			['dev proved', 'broken not proved'],
		);
	});

	it('applies and reverts on PostgreSQL, by a URL with a secret', async function () {
		this.timeout(60_000);
		const { url } = await createTestDatabase();
		await using project = await sampleProject({
			'plumbline.json': JSON.stringify({
				migrations: [{ path: 'migrations', dialect: 'postgresql' }],
				environments: { server: { url: '${secret:server}' } },
			}),
			'.env': `PLUMBLINE_SECRET_SERVER=${url}\n`,
			...migrations,
		});
		const context = { variables: (name: string) => (name === 'PLUMBLINE_SECRET_SERVER' ? url : undefined) };
		assert.equal((await run(project, { action: 'apply', environment: 'server' }, context)).done.length, 2);
		assert.equal((await run(project, { action: 'revert', environment: 'server' }, context)).done[0]?.version, '002');
		const [row] = await status(project, undefined, context);
		assert.deepEqual(
			row?.migrations.map(({ state }) => state),
			['applied', 'pending'],
		);
		assert.doesNotMatch(JSON.stringify(row), new RegExp(encodeURIComponent('sec/ret@1')));
	});
});

function projectWith(environments: object): Promise<SampleProject> {
	const configuration = JSON.stringify({ migrations: [{ path: 'migrations', dialect: 'sqlite' }], environments });
	return sampleProject({ 'plumbline.json': configuration, ...migrations });
}

function contextOf(over: Partial<SessionContext> = {}): SessionContext {
	const never = new AbortController().signal;
	return {
		variables: (name) => process.env[name],
		environment: process.env,
		exclusively: (_, work) => work(),
		onEvent: () => undefined,
		signal: never,
		stop: never,
		...over,
	};
}

async function run(project: SampleProject, request: RunOnDatabase, over?: Partial<SessionContext>) {
	return runOnDatabase(await openProject(project.root), request, contextOf(over));
}

async function plan(project: SampleProject, request: RunOnDatabase) {
	return planOnDatabase(await openProject(project.root), request, contextOf());
}

async function status(project: SampleProject, environment?: string, over?: Partial<SessionContext>) {
	const request = environment === undefined ? {} : { environment };
	return readStatus(await openProject(project.root), request, contextOf(over));
}

async function states(project: SampleProject, environment?: string): Promise<readonly string[]> {
	return (await status(project, environment)).map(({ name, state }) => `${name} ${state}`);
}
