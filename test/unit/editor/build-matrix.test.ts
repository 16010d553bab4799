import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { buildMatrix } from '../../../src/editor/matrix/build-matrix.ts';
import { database, migration, project } from '../../support/editor-state.ts';

const words = { migration: (state: string) => state, database: (state: string) => state };

describe('the matrix', () => {
	const dev = database('dev', [
		migration('001', 'apps', 'applied'),
		migration('003', 'tags', 'out of order', { note: 'applied after 004' }),
	]);
	const main = database('main', [
		migration('001', 'apps', 'applied'),
		{ version: '002', name: 'gone', state: 'missing file', revertible: false },
		migration('003', 'tags', 'pending'),
	]);
	const empty = database('demo', [migration('001', 'apps', 'pending')], { state: 'not initialised' });
	const matrix = buildMatrix(
		project({ environments: ['dev', 'main', 'demo', 'prod'], databases: [dev, main, empty] }),
		words,
	);

	it('has a column for each database that was initialised', () => {
		assert.deepEqual(
			matrix.columns.map(({ name }) => name),
			['dev', 'main'],
		);
		assert.deepEqual(matrix.notInitialised, ['demo']);
		assert.deepEqual(matrix.notRead, ['prod']);
	});

	it('has a row for each migration that one of them knows, newest first', () => {
		assert.deepEqual(
			matrix.rows.map(({ label }) => label),
			['003 tags', '002 gone', '001 apps'],
		);
	});

	it('has a cell for each, with its note, and none where a database does not know the migration', () => {
		const [tags, gone, apps] = matrix.rows.map(({ cells }) => cells);
		assert.deepEqual(tags, [
			{ kind: 'out-of-order', label: 'out of order', note: 'applied after 004' },
			{ kind: 'pending', label: 'pending' },
		]);
		assert.deepEqual(gone, [undefined, { kind: 'missing-file', label: 'missing file' }]);
		assert.deepEqual(
			apps?.map((cell) => cell?.kind),
			['applied', 'applied'],
		);
	});

	it('opens the files that are there', () => {
		assert.deepEqual(
			matrix.rows.map(({ uri }) => uri !== undefined),
			[true, false, true],
		);
	});

	it('is empty where nothing was read', () => {
		const nothing = buildMatrix(project({ environments: ['dev'] }), words);
		assert.deepEqual([nothing.columns, nothing.rows, nothing.notRead], [[], [], ['dev']]);
	});
});
