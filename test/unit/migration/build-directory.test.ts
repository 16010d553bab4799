import assert from 'node:assert/strict';
import { buildDirectory } from '../../../src/migration/build-directory.ts';
import type { Convention } from '../../../src/migration/convention.ts';
import { plain } from '../../../src/migration/conventions/plain.ts';
import { prisma } from '../../../src/migration/conventions/prisma.ts';
import { upDown } from '../../../src/migration/conventions/up-down.ts';

const folder = 'file:///c%3A/My%20Project/migrations';

function build(convention: Convention, fileNames: readonly string[]) {
	const entries = fileNames.map((fileName) => ({
		uri: `${folder}/${fileName.split('/').map(encodeURIComponent).join('/')}`,
		fileName,
	}));
	return buildDirectory(folder, entries, { convention, dialect: 'sqlite' });
}

/** Each migration as `file` or `file + downgrade`, in order. */
function inOrder(convention: Convention, fileNames: readonly string[]): string[] {
	return build(convention, fileNames).files.map(({ fileName, downgradeUri }) =>
		downgradeUri === undefined ? fileName : `${fileName} + ${decodeURIComponent(downgradeUri.split('/').at(-1) ?? '')}`,
	);
}

describe('buildDirectory', () => {
	it('orders SQL and Python side by side by number, equal numbers by file name', () => {
		const names = ['010_d.sql', '2_b.py', '001_a.sql', '012_z.sql', '012_a.py', '003_c.sql'];
		assert.deepEqual(inOrder(plain, names), ['001_a.sql', '2_b.py', '003_c.sql', '010_d.sql', '012_a.py', '012_z.sql']);
	});

	it('keeps URIs as they are given, with drive letters and spaces', () => {
		const [file] = build(plain, ['001_my users.sql']).files;
		assert.deepEqual(file, {
			uri: 'file:///c%3A/My%20Project/migrations/001_my%20users.sql',
			fileName: '001_my users.sql',
			version: '001',
			name: 'my users',
			language: 'sql',
		});
	});

	it('says what it left aside', () => {
		const directory = build(plain, ['README.md', '001_a.sql', '__init__.py', 'index.ts', 'seed.sql']);
		assert.equal(directory.files.length, 1);
		assert.deepEqual(directory.evidence, ['Left aside as no migrations: README.md, __init__.py, index.ts and 1 more.']);
	});

	it('joins the halves of a pair', () => {
		const names = ['002_b.down.sql', '001_a.down.sql', '001_a.up.sql', '002_b.up.sql', '003_c.up.sql'];
		const joined = ['001_a.up.sql + 001_a.down.sql', '002_b.up.sql + 002_b.down.sql', '003_c.up.sql'];
		assert.deepEqual(inOrder(upDown, names), joined);
		assert.deepEqual(inOrder(plain, names), joined);
	});

	it('joins halves of other names where the version has no other', () => {
		assert.deepEqual(inOrder(upDown, ['1_add_users.up.sql', '1_drop_users.down.sql']), [
			'1_add_users.up.sql + 1_drop_users.down.sql',
		]);
	});

	it('joins by name where two migrations took one number', () => {
		assert.deepEqual(inOrder(upDown, ['1_a.up.sql', '1_b.up.sql', '1_b.down.sql', '1_a.down.sql']), [
			'1_a.up.sql + 1_a.down.sql',
			'1_b.up.sql + 1_b.down.sql',
		]);
	});

	it('joins a downgrade beside its upgrade, and takes scale_down for a migration', () => {
		const names = ['001_a.sql', '001_a_down.sql', '002_b.sql', '002_b.down.sql', '003_scale_down.sql'];
		assert.deepEqual(inOrder(plain, names), [
			'001_a.sql + 001_a_down.sql',
			'002_b.sql + 002_b.down.sql',
			'003_scale_down.sql',
		]);
		assert.deepEqual(inOrder(plain, ['001_a_up.sql', '001_a_down.sql']), ['001_a_up.sql + 001_a_down.sql']);
	});

	it('shows a downgrade that has lost its upgrade', () => {
		const [file] = build(upDown, ['001_a.down.sql']).files;
		assert.equal(file?.uri, file?.downgradeUri);
	});

	it('keeps both of two migrations with one number', () => {
		assert.deepEqual(inOrder(plain, ['012_b.sql', '012_a.sql']), ['012_a.sql', '012_b.sql']);
	});

	it('reads folders that are migrations', () => {
		const { files } = build(prisma, ['20240102_b/migration.sql', 'migration_lock.toml', '0_init/migration.sql']);
		assert.deepEqual(
			files.map(({ version, uri }) => [version, uri]),
			[
				['0', `${folder}/0_init/migration.sql`],
				['20240102', `${folder}/20240102_b/migration.sql`],
			],
		);
	});

	it('orders 3,700 files', () => {
		const names = Array.from({ length: 3700 }, (_, index) => `${(index * 7919) % 3700}_migration_${index}.sql`);
		const { files } = build(plain, names);
		assert.equal(files.length, 3700);
		assert.equal(files.at(-1)?.version, '3699');
	});
});
