import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { databaseFiles, mayBeDatabase, watchedPatterns } from '../../../src/server/database-files.ts';

const root = 'file:///home/ann/shop';
const filesOf = (url: string) => databaseFiles(root, { name: 'dev', url });

describe('the files of an environment', () => {
	it('are below the project root', () => {
		const files = filesOf('sqlite:data/dev.db');
		assert.deepEqual(files, { environment: 'dev', base: `${root}/data`, pattern: 'dev.db' });
		assert.deepEqual(files && watchedPatterns(files), ['dev.db', 'dev.db-wal']);
	});

	it('lie directly in the root', () => {
		assert.deepEqual(filesOf('sqlite:app.db')?.base, root);
		assert.ok(mayBeDatabase(must(filesOf('sqlite:app.db')), `${root}/app.db-wal`));
	});

	it('may be elsewhere, on Windows too', () => {
		assert.equal(filesOf('sqlite:/var/lib/app.db')?.base, 'file:///var/lib');
		assert.equal(filesOf('sqlite:C:\\data\\app.db')?.base, 'file:///c%3A/data');
	});

	it('are unknown where a placeholder or no file is named', () => {
		for (const url of ['postgres://db/app', 'sqlite:${env:DB}', 'sqlite::memory:', 'sqlite:']) {
			assert.equal(filesOf(url), undefined, url);
		}
	});

	it('take in the write-ahead log, and not the neighbours', () => {
		const files = must(filesOf('sqlite:data/dev.db'));
		assert.ok(mayBeDatabase(files, `${root}/data/dev.db`));
		assert.ok(mayBeDatabase(files, `${root}/data/dev.db-wal`));
		assert.ok(!mayBeDatabase(files, `${root}/data/dev.db-shm`), 'readers write the -shm file');
		assert.ok(!mayBeDatabase(files, `${root}/data/prod.db`));
	});

	it('of a glob are told by place and ending', () => {
		const fixedName = must(filesOf('sqlite:*/app.db'));
		assert.equal(fixedName.base, root);
		assert.ok(mayBeDatabase(fixedName, `${root}/one/app.db-wal`));
		assert.ok(!mayBeDatabase(fixedName, `${root}/plumbline.json`));
		const anyName = must(filesOf('sqlite:data/*.sqlite'));
		assert.ok(mayBeDatabase(anyName, `${root}/data/one.sqlite`));
		assert.ok(!mayBeDatabase(anyName, `${root}/migrations/one.sqlite`));
		assert.ok(!mayBeDatabase(anyName, `${root}/data/one.txt`));
	});
});

function must<T>(value: T | undefined): T {
	assert.ok(value !== undefined);
	return value;
}
