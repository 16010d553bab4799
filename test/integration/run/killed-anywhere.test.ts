import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import type { Connection } from '../../../src/database/connection.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { migrationsOf } from '../../support/migrations.ts';
import { objectsIn, recorded, runOn } from '../../support/run-on.ts';
import { type SampleProject, sampleProject } from '../../support/sample-project.ts';

/**
 * A process that is killed leaves the files as they are at that moment. So each run here is done once, and the database is
 * copied with its journals before every call; each copy is what a kill at that point leaves. `crashes.test.ts` kills for real.
 */
describe('killed before any call on the database', () => {
	it('leaves each migration before or after, and the next run goes on from there', async () => {
		await using project = await sampleProject({});
		const sources = {
			'001_a.sql': 'CREATE TABLE a1 (id);\nINSERT INTO a1 VALUES (1);\nCREATE TABLE a2 (id);\n',
			'002_b.sql': 'CREATE TABLE b1 (id);\nCREATE TABLE b2 (id);\n',
		};
		const allowed = [
			{ objects: [], recorded: [] },
			{ objects: ['a1', 'a2'], recorded: ['001 applied'] },
			{ objects: ['a1', 'a2', 'b1', 'b2'], recorded: ['001 applied', '002 applied'] },
		];
		const seen = new Set<number>();
		for (const connection of await killedCopies(project, sources)) {
			const state = await stateOf(connection);
			const place = allowed.findIndex((one) => JSON.stringify(one) === JSON.stringify(state));
			assert.notEqual(place, -1, `neither before nor after: ${JSON.stringify(state)}`);
			seen.add(place);
			const report = await runOn(connection, await migrationsOf(sources));
			assert.equal(report.failure, undefined);
			assert.deepEqual(await stateOf(connection), allowed[2]);
			await connection.close();
		}
		assert.deepEqual([...seen].sort(), [0, 1, 2]);
	});

	it('leaves a migration outside a transaction where its entry says, and the next run finishes it', async () => {
		await using project = await sampleProject({});
		const sources = { '001_a.sql': 'CREATE TABLE a (id);\nVACUUM;\nCREATE TABLE b (id);\n' };
		const seen = new Set<string>();
		for (const connection of await killedCopies(project, sources)) {
			const { objects, recorded: entries } = await stateOf(connection);
			seen.add(`${entries} ${objects}`);
			const report = await runOn(connection, await migrationsOf(sources));
			assert.equal(report.failure, undefined);
			assert.deepEqual(await stateOf(connection), { objects: ['a', 'b'], recorded: ['001 applied'] });
			await connection.close();
		}
		assert.deepEqual([...seen].sort(), [' ', '001 applied a,b', '001 running ', '001 running a', '001 running a,b']);
	});
});

/** Runs to the end, and returns the database as it was before each call, opened. */
async function killedCopies(
	project: SampleProject,
	sources: Readonly<Record<string, string>>,
): Promise<readonly Connection[]> {
	const file = project.pathOf('run.db');
	const copies: string[] = [];
	const real = await openSqlite(file, 'create');
	const report = await runOn(
		watched(real, () => copies.push(copyOf(file, copies.length))),
		await migrationsOf(sources),
	);
	await real.close();
	assert.equal(report.failure, undefined);
	assert.ok(copies.length > 20, `only ${copies.length} calls were seen`);
	return Promise.all(copies.map((copy) => openSqlite(copy, 'create')));
}

function copyOf(file: string, number: number): string {
	const copy = `${file}.${number}`;
	for (const suffix of ['', '-journal', '-wal']) {
		if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
	}
	return copy;
}

/** The same connection, with a look at the files before each call that reaches the database. */
function watched(real: Connection, before: () => void): Connection {
	return new Proxy(real, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name, target);
			if (typeof value !== 'function') return value;
			return (...args: unknown[]) => {
				if (['query', 'begin', 'commit', 'rollback'].includes(String(name))) before();
				return value.apply(target, args);
			};
		},
	});
}

async function stateOf(connection: Connection) {
	return { objects: await objectsIn(connection), recorded: await recorded(connection) };
}
