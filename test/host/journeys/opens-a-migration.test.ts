import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../workbench.ts';

describe('a person opens a migration', () => {
	let folder: string;
	let workbench: Workbench;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'plumbline journey '));
		await mkdir(join(folder, 'migrations'));
		await writeFile(join(folder, 'migrations', '001_users.sql'), 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n');
		workbench = await openWorkbench({ workspace: folder });
	});

	after(async () => {
		await workbench?.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('reads it, writes into it and saves it', async () => {
		await workbench.openFile('migrations/001_users.sql');
		assert.deepEqual(await workbench.editorLines(), ['CREATE TABLE users (id INTEGER PRIMARY KEY);', '']);
		await workbench.goTo(2);
		await workbench.page.keyboard.type('-- written by hand');
		await workbench.save();
		const saved = await readFile(join(folder, 'migrations', '001_users.sql'), 'utf8');
		assert.match(saved, /^-- written by hand$/m);
		await workbench.screenshots('opens-a-migration');
	});
});
