import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { renumberFix } from '../../../src/lint/renumber-fix.ts';
import { buildDirectory } from '../../../src/migration/build-directory.ts';
import type { Convention } from '../../../src/migration/convention.ts';
import { plain } from '../../../src/migration/conventions/plain.ts';
import { prisma } from '../../../src/migration/conventions/prisma.ts';

function renamedTo(fileNames: readonly string[], convention: Convention): (string | undefined)[] {
	const entries = fileNames.map((fileName) => ({ uri: `file:///m/${fileName}`, fileName }));
	const directory = buildDirectory('file:///m', entries, { convention, dialect: 'sqlite' });
	return directory.files.flatMap((file) => renumberFix(directory, file).map(({ rename }) => rename?.to));
}

describe('giving a migration the next free number', () => {
	it('keeps the width and the name', () => {
		assert.deepEqual(renamedTo(['001_a.sql', '002_b.sql'], plain), ['file:///m/003_a.sql', 'file:///m/003_b.sql']);
	});

	it('is not offered where the number is that of a folder', () => {
		assert.deepEqual(renamedTo(['0001_a/migration.sql', '0002_b/migration.sql'], prisma), []);
	});

	it('is not offered for a migration in two files', () => {
		assert.deepEqual(renamedTo(['001_a.sql', '001_a.down.sql'], plain), []);
	});
});
