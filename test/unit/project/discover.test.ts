import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { discover } from '../../../src/project/discover.ts';
import { UnreadableFileError } from '../../../src/project/file-system.ts';
import { findProjectRoot, findProjectRoots } from '../../../src/project/find-roots.ts';
import { memoryFiles } from '../../support/memory-files.ts';

const ROOT = 'file:///srv/app';
const found = async (texts: Readonly<Record<string, string>>) => {
	const { folders, databases } = await discover(memoryFiles(ROOT, texts), ROOT);
	return {
		folders: folders.map(({ uri, files }) => [uri.slice(ROOT.length + 1), files.map(({ fileName }) => fileName)]),
		databases: databases.map(({ uri }) => uri.slice(ROOT.length + 1)),
	};
};

describe('discovery', () => {
	it('finds folders named after migrations, and numbered files elsewhere', async () => {
		const { folders } = await found({
			'migrations/001_a.sql': '',
			'migrations/README.md': '',
			'db/changes/001_a.sql': '',
			'db/changes/002_b.py': '',
			'db/changes/003_c.sql': '',
			'src/001_not_enough.sql': '',
		});
		assert.deepEqual(folders, [
			['db/changes', ['001_a.sql', '002_b.py', '003_c.sql']],
			['migrations', ['001_a.sql']],
		]);
	});

	it('looks into the folders of a migration each', async () => {
		const { folders } = await found({ 'prisma/migrations/20240101000000_init/migration.sql': '' });
		assert.deepEqual(folders, [['prisma/migrations', ['20240101000000_init/migration.sql']]]);
	});

	it('passes over vendored trees and what git ignores, but finds local databases there', async () => {
		const { folders, databases } = await found({
			'.gitignore': 'generated/\ndata/\n',
			'node_modules/x/migrations/001_a.sql': '',
			'generated/migrations/001_a.sql': '',
			'data/app.db': 'SQLite format 3\0…',
			'data/notes.db': 'something else',
			'data/empty.sqlite': '',
		});
		assert.deepEqual(folders, []);
		assert.deepEqual(databases, ['data/app.db', 'data/empty.sqlite']);
	});

	it('leaves to a nested root what lies below it', async () => {
		const { folders, databases } = await found({
			'plumbline.json': '{}',
			'migrations/001_a.sql': '',
			'tools/admin/plumbline.json': '{}',
			'tools/admin/migrations/001_b.sql': '',
			'tools/admin/data/app.db': '',
		});
		assert.deepEqual(folders, [['migrations', ['001_a.sql']]]);
		assert.deepEqual(databases, []);
	});

	it('takes the nearest plumbline.json upwards as the root', async () => {
		const files = memoryFiles(ROOT, { 'plumbline.json': '{}', 'db/migrations/001_a.sql': '' });
		assert.equal(await findProjectRoot(`${ROOT}/db/migrations`, files), ROOT);
		const none = memoryFiles(ROOT, { 'db/migrations/001_a.sql': '' });
		assert.equal(await findProjectRoot(`${ROOT}/db`, none), `${ROOT}/db`);
		assert.equal(await findProjectRoot(`${ROOT}/db/migrations/001_a.sql`, none), `${ROOT}/db/migrations`);
	});

	it('passes over a folder that cannot be read, and says which', async () => {
		const files = memoryFiles(ROOT, { 'closed/001_a.sql': '', 'migrations/001_a.sql': '' });
		const list = async (uri: string) => {
			if (uri === `${ROOT}/closed`) throw new UnreadableFileError(uri, 'permission');
			return files.list(uri);
		};
		const { folders, problems } = await discover({ ...files, list }, ROOT);
		assert.deepEqual(
			folders.map(({ uri }) => uri),
			[`${ROOT}/migrations`],
		);
		assert.match(problems.join(), /closed may not be read/);
	});

	it('finds several roots in one workspace, and none where there are no migrations', async () => {
		const files = memoryFiles(ROOT, {
			'one/plumbline.json': '{}',
			'one/migrations/001_a.sql': '',
			'two/migrations/001_a.sql': '',
		});
		assert.deepEqual(await findProjectRoots([ROOT], files), [`${ROOT}/one`, ROOT]);
		assert.deepEqual(await findProjectRoots([ROOT], memoryFiles(ROOT, { 'src/main.py': '' })), []);
	});
});
