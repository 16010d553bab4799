import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { bundleViolations } from '../../../build/check-bundles.ts';

type Output = Metafile['outputs'][string];

function output(inputs: readonly string[], imports: readonly string[] = []): Output {
	return {
		bytes: 0,
		inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 0 }])),
		imports: imports.map((path) => ({ path, kind: 'dynamic-import' })),
		exports: [],
	};
}

const clean = {
	'dist/extension.cjs': output(['src/editor/extension.ts']),
	'dist/webview.js': output(['src/editor/webview/matrix.ts']),
	'dist/server.js': output(['src/server/main.ts']),
	'dist/cli.js': output(['src/cli/main.ts'], ['dist/chunk-1.js']),
	'dist/chunk-1.js': output(['src/project/lint.ts']),
	'dist/worker.js': output(['src/worker/main.ts', 'node_modules/pg/lib/index.js']),
};

describe('the check of the bundles', () => {
	it('lets the worker have drivers', () => {
		assert.deepEqual(bundleViolations({ inputs: {}, outputs: clean }), []);
	});

	it('names the driver that a chunk brings into the command line', () => {
		const outputs = { ...clean, 'dist/chunk-1.js': output(['node_modules/better-sqlite3/lib/index.js']) };
		assert.deepEqual(bundleViolations({ inputs: {}, outputs }), [
			'cli.js contains better-sqlite3 (node_modules/better-sqlite3/lib/index.js)',
		]);
	});

	it('does not take pg-types or libpg-query for pg', () => {
		const outputs = { ...clean, 'dist/server.js': output(['node_modules/libpg-query/wasm/index.js']) };
		assert.deepEqual(bundleViolations({ inputs: {}, outputs }), []);
	});

	it('fails when a program is missing', () => {
		const { 'dist/cli.js': _, ...outputs } = clean;
		assert.deepEqual(bundleViolations({ inputs: {}, outputs }), ['cli.js is not among the bundles']);
	});
});
