import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'mocha';
import type { FileSystem } from '../../../src/project/file-system.ts';
import { openProject, type Project } from '../../../src/project/project.ts';
import { memoryFiles } from '../../support/memory-files.ts';

const root = 'file:///shop';
const uris = ['001_apps', '002_rows', '003_title', '004_last'].map((name) => `${root}/migrations/${name}.sql`);
const [first = '', second = '', third = '', fourth = ''] = uris;
const withTitle = 'CREATE TABLE IF NOT EXISTS apps (id INTEGER PRIMARY KEY, title TEXT);\n';
const texts = {
	'migrations/001_apps.sql': 'CREATE TABLE IF NOT EXISTS apps (id INTEGER PRIMARY KEY);\n',
	'migrations/002_rows.sql': 'INSERT INTO apps (id) VALUES (1);\n',
	'migrations/003_title.sql': 'UPDATE apps SET title = 1;\n',
	'migrations/004_last.sql': 'UPDATE apps SET id = 2;\n',
	'plumbline.json': JSON.stringify({ migrations: [{ path: 'migrations', dialect: 'sqlite' }] }),
};

/** Files of which one is read only when the test says so. */
function heldBack(uri: string): { readonly files: FileSystem; readonly asked: Promise<void>; release(): void } {
	const files = memoryFiles(root, texts);
	const asked = new AbortController();
	const released = new AbortController();
	const readText = async (each: string) => {
		const text = await files.readText(each);
		if (each === uri) {
			asked.abort();
			await aborted(released.signal);
		}
		return text;
	};
	return { files: { ...files, readText }, asked: aborted(asked.signal), release: () => released.abort() };
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (!signal.aborted) await once(signal, 'abort');
}

async function saysUnknown(project: Project): Promise<boolean> {
	return (await project.lintFile(third)).some(({ rule }) => rule === 'schema/unknown-column');
}

describe('a project whose documents are edited while they are read', () => {
	it('judges later migrations by the newer text', async () => {
		const { files, asked, release } = heldBack(first);
		const project = await openProject(root, { files });
		const early = saysUnknown(project);
		await asked;
		project.setText(first, withTitle);
		release();
		await early;
		assert.equal(await saysUnknown(project), false);
	});

	it('keeps nothing of a migration that was read before its edit', async () => {
		const { files, asked, release } = heldBack(second);
		const project = await openProject(root, { files });
		const early = project.lintFile(second);
		await asked;
		project.setText(second, 'ALTER TABLE apps ADD COLUMN title TEXT;\n');
		release();
		await early;
		assert.equal(await saysUnknown(project), false);
	});

	it('comes to an end when an earlier one was edited that leaves the schema as it is', async () => {
		const { files, asked, release } = heldBack(third);
		const project = await openProject(root, { files });
		const early = saysUnknown(project);
		await asked;
		project.setText(second, 'INSERT INTO apps (id) VALUES (2);\n');
		release();
		assert.equal(await early, true);
		const findings = await project.lintFile(fourth);
		assert.ok(findings.every(({ rule }) => rule !== 'schema/unknown-column'));
	});
});

describe('a project without a configuration', () => {
	it('gives databases that differ in their endings alone different names', async () => {
		const files = memoryFiles(root, { 'app.db': '', 'app.sqlite': '', 'other.db': '' });
		const { environments } = await openProject(root, { files });
		assert.deepEqual(
			environments.map(({ name }) => name),
			['app.db', 'app.sqlite', 'other'],
		);
	});
});
