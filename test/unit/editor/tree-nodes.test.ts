import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TreeNode } from '../../../src/editor/tree/tree-node.ts';
import { childNodes, isRevertible, pendingCount, rootNodes } from '../../../src/editor/tree/tree-nodes.ts';
import { database, migration, project, projectRoot } from '../../support/editor-state.ts';

const migrations = [
	migration('001', 'apps', 'applied'),
	migration('002', 'members', 'applied', { revertible: false }),
	migration('003', 'milestones', 'pending'),
	migration('012', 'digests', 'pending'),
	migration('012', 'views', 'pending'),
];

describe('the tree of environments', () => {
	it('shows environments at its top, and migrations below, newest first', () => {
		const nodes = rootNodes([project({ environments: ['dev', 'prod'], databases: [database('dev', migrations)] })]);
		assert.deepEqual(labels(nodes), ['dev', 'prod']);
		assert.deepEqual(labels(childNodes(first(nodes))), [
			'012 views',
			'012 digests',
			'003 milestones',
			'002 members',
			'001 apps',
		]);
		assert.deepEqual(childNodes(nodes[1] ?? first(nodes)), [], 'prod was not read');
	});

	it('shows a project above where there are several', () => {
		const other = project({ environments: ['test'], root: 'file:///other' });
		const nodes = rootNodes([project({ environments: ['dev'] }), other]);
		assert.deepEqual(
			nodes.map(({ kind }) => kind),
			['project', 'project'],
		);
		assert.deepEqual(
			nodes.map((node) => labels(childNodes(node))),
			[['dev'], ['test']],
		);
	});

	it('shows the databases of a glob below their environment', () => {
		const fleet = ['fleet/one', 'fleet/two'].map((name) => database(name, migrations, { environment: 'fleet' }));
		const [environment] = rootNodes([project({ environments: ['fleet'], databases: fleet })]);
		assert.ok(environment);
		assert.deepEqual(labels(childNodes(environment)), ['fleet/one', 'fleet/two']);
	});

	it('shows what is wrong before all else, with the place that it is about', () => {
		const place = { uri: `${projectRoot}/migrations/003_milestones.sql`, range: { start: 3, end: 9 } };
		const message = '004 is recorded, but milestones.app_id is missing';
		const nodes = rootNodes([
			project({
				environments: ['dev'],
				problems: ['migrationz: Unknown key.'],
				databases: [database('dev', migrations, { state: 'unreadable', error: 'dev.db is locked' })],
				reports: [
					{
						environment: 'dev',
						name: 'dev',
						verdict: 'failed',
						proofs: [
							{ proof: 'ledger', verdict: 'proved', evidence: [{ message: 'in order' }], ms: 1 },
							{ proof: 'drift', verdict: 'failed', evidence: [{ message, ...place }], ms: 2 },
							{ proof: 'replay', verdict: 'not proved', evidence: [{ message: '015 is code' }], ms: 3 },
						],
					},
				],
			}),
		]);
		assert.deepEqual(labels(nodes), ['migrationz: Unknown key.', 'dev']);
		const below = childNodes(nodes[1] ?? first(nodes)).filter((node) => node.kind === 'problem');
		assert.deepEqual(
			below.map((node) => [node.message, node.gravity, node.place]),
			[
				['dev.db is locked', 'error', undefined],
				[message, 'error', place],
				['015 is code', 'note', undefined],
			],
		);
	});

	it('gives every row an id of its own, the same each time', () => {
		const make = () =>
			everything(rootNodes([project({ environments: ['dev', 'prod'], databases: [database('dev', migrations)] })]));
		const ids = make().map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length);
		assert.deepEqual(
			make().map(({ id }) => id),
			ids,
		);
	});

	it('knows the parent of every row, for VS Code to open the way to it', () => {
		for (const node of everything(
			rootNodes([project({ environments: ['dev'], databases: [database('dev', migrations)] })]),
		)) {
			for (const child of childNodes(node)) assert.equal(child.parent, node);
		}
	});

	it('marks the migration that a revert takes back', () => {
		const [dev] = rootNodes([project({ environments: ['dev'], databases: [database('dev', migrations)] })]);
		assert.ok(dev);
		const newest = childNodes(dev).filter((node) => node.kind === 'migration' && node.newestApplied);
		assert.deepEqual(labels(newest), ['002 members']);
	});

	it('counts what waits, and offers to revert only what can be', () => {
		const failed = migration('004', 'app', 'failed');
		assert.equal(pendingCount(database('dev', [...migrations, failed])), 4);
		assert.equal(isRevertible(migration('001', 'apps', 'applied')), true);
		assert.equal(isRevertible(migration('001', 'apps', 'applied', { revertible: false })), false);
		assert.equal(isRevertible(migration('001', 'apps', 'skipped')), false);
	});
});

function everything(nodes: readonly TreeNode[]): TreeNode[] {
	return nodes.flatMap((node) => [node, ...everything(childNodes(node))]);
}

function first(nodes: readonly TreeNode[]): TreeNode {
	const [node] = nodes;
	assert.ok(node);
	return node;
}

function labels(nodes: readonly TreeNode[]): string[] {
	return nodes.map(label);
}

function label(node: TreeNode): string {
	switch (node.kind) {
		case 'project':
			return node.project.name;
		case 'environment':
			return node.environment.name;
		case 'database':
			return node.database.name;
		case 'migration':
			return `${node.migration.version} ${node.migration.name}`;
		case 'problem':
			return node.message;
	}
}
