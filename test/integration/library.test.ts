import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { copyDashboard } from '../../examples/copy-dashboard.ts';
import { applyEdits, connectWorker, openProject } from '../../src/library.ts';

describe('the library', () => {
	let folder: string;
	let root: string;
	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'plumbline library '));
		root = pathToFileURL(copyDashboard(folder)).href;
	});
	after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

	it('lints, and makes the fixes that it is given', async () => {
		const project = await openProject(root);
		const { findings, sources } = await project.lint({ all: false });
		const found = findings.find(({ rule }) => rule === 'structure/function-name');
		assert.ok(found !== undefined);
		const fixed = applyEdits(sources.get(found.uri) ?? '', found.fixes[0]?.edits ?? []);
		assert.ok(fixed.includes('def upgrade(conn):'));
	});

	it('reads databases in a process of its own', async () => {
		const worker = connectWorker();
		try {
			const [main] = await worker.request('status', { root, environment: 'main' });
			assert.equal(main?.state, 'behind');
			assert.equal(main?.migrations.find(({ version }) => version === '003')?.note, 'applied after 004');
		} finally {
			worker.dispose();
		}
	});
});
