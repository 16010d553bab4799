import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import type { EnvironmentTree } from '../../../../src/editor/tree/environment-tree.ts';
import type { EnvironmentNode, MigrationNode, TreeNode } from '../../../../src/editor/tree/tree-node.ts';
import { childNodes } from '../../../../src/editor/tree/tree-nodes.ts';
import { plumbline, workspaceFile } from '../plumbline.ts';
import { waitFor } from '../wait-for.ts';

describe('the databases of the dashboard', () => {
	let tree: EnvironmentTree;

	before(async () => {
		({ tree } = await plumbline());
		await vscode.commands.executeCommand('plumbline.environments.focus');
		await waitFor('databases in the tree', () => (environment('dev').databases.length > 0 ? true : undefined));
	});

	it('are read when the view is opened, but for those that are protected', () => {
		assert.equal(environment('demo').databases[0]?.state, 'not initialised');
		assert.deepEqual(environment('prod').databases, []);
	});

	it('have labels for a screen reader, and offer what can be done', () => {
		const demo = tree.getTreeItem(environment('demo'));
		assert.equal(demo.accessibilityInformation?.label, 'demo, not initialised');
		assert.match(demo.contextValue ?? '', /\bpending\b/);
		const first = tree.getTreeItem(migration('demo', '001'));
		assert.equal(first.accessibilityInformation?.label, '001 apps, pending');
		assert.match(tree.getTreeItem(environment('prod')).contextValue ?? '', /\bunread\b/);
	});

	it('get migrations up to the one that was clicked, as they stand in the editor', async () => {
		const uri = workspaceFile('migrations/002_members.sql');
		const document = await vscode.workspace.openTextDocument(uri);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(0, 0), '-- People.\n');
		await vscode.workspace.applyEdit(edit);
		assert.equal(document.isDirty, true);
		await vscode.commands.executeCommand('plumbline.applyTo', migration('demo', '003'));
		assert.equal(document.isDirty, false, 'what runs is what is in the file');
		assert.deepEqual(applied('demo'), ['001', '002', '003']);
		assert.deepEqual(recorded('demo'), ['001', '002', '003']);
		assert.deepEqual(
			tables('demo').filter((name) => /^(apps|members|milestones)$/.test(name)),
			['apps', 'members', 'milestones'],
		);
	});

	it('stop at the statement that fails, with what came before it in place', async () => {
		const [answered, answer] = stub('showErrorMessage', async () => undefined);
		try {
			await vscode.commands.executeCommand('plumbline.applyTo', migration('demo', '004'));
		} finally {
			answer.restore();
		}
		assert.match(String(answered[0]?.[0]), /app_id/);
		assert.deepEqual(recorded('demo').slice(0, 3), ['001', '002', '003']);
		const editor = vscode.window.activeTextEditor;
		assert.match(editor?.document.uri.path ?? '', /004_milestone_app\.sql$/);
		assert.match(editor?.document.getText(editor.selection) ?? '', /^ALTER TABLE milestones/);
	});

	it('give a migration back, after asking', async () => {
		const no = stub('showWarningMessage', async () => undefined);
		await vscode.commands.executeCommand('plumbline.revert', migration('demo', '003'));
		no[1].restore();
		assert.deepEqual(applied('demo'), ['001', '002', '003'], 'nobody agreed');
		assert.match(String(no[0][0]?.[0]), /Revert 1 migration on demo\?/);

		const yes = stub('showWarningMessage', async (...args) => args.at(-1));
		await vscode.commands.executeCommand('plumbline.revert', migration('demo', '003'));
		yes[1].restore();
		assert.deepEqual(applied('demo'), ['001', '002']);
		assert.deepEqual(recorded('demo'), ['001', '002']);
		assert.ok(!tables('demo').includes('milestones'));
	});

	it('that are protected are read on demand, and what is missing in them is named', async () => {
		await leaveColumnTo004();
		const answer = stub('showWarningMessage', async () => undefined);
		try {
			await vscode.commands.executeCommand('plumbline.connect', environment('prod'));
			assert.equal(environment('prod').databases.length, 1);
			await vscode.commands.executeCommand('plumbline.verify', environment('prod'));
		} finally {
			answer[1].restore();
		}
		const problems = childNodes(environment('prod')).filter((node) => node.kind === 'problem');
		const missing = problems.find(({ message }) => /\b004\b.*milestones\.app_id/.test(message));
		assert.ok(missing, JSON.stringify(problems.map(({ message }) => message)));
		assert.match(missing.place?.uri ?? '', /004_milestone_app\.sql$/);
	});

	it('that are protected are written to only when their name was typed', async () => {
		const before = recorded('prod');
		const [asked, input] = stub('showInputBox', async () => 'nonsense');
		try {
			const [newest] = childNodes(environment('prod')).filter(
				(node) => node.kind === 'migration' && node.newestApplied,
			);
			await vscode.commands.executeCommand('plumbline.revert', newest ?? environment('prod'));
		} finally {
			input.restore();
		}
		assert.ok(asked.length <= 1);
		assert.deepEqual(recorded('prod'), before);
	});

	it('are read again when something else writes to them', async () => {
		const database = new DatabaseSync(file('sandbox'));
		database.exec('CREATE TABLE schema_versions (version TEXT PRIMARY KEY, name TEXT, applied_at TEXT, status TEXT)');
		database.exec("INSERT INTO schema_versions VALUES ('001', 'apps', '2026-01-01T00:00:00Z', 'applied')");
		database.close();
		await waitFor('sandbox to be read again', () =>
			environment('sandbox').databases[0]?.state === 'not initialised' ? undefined : true,
		);
		assert.deepEqual(applied('sandbox'), ['001']);
	});

	it('stand side by side in the matrix', async () => {
		const { matrix } = await plumbline();
		await vscode.commands.executeCommand('plumbline.showMatrix');
		const project = matrix.model().projects[0];
		assert.ok(project?.columns.some(({ name }) => name === 'dev'));
		assert.ok(project?.notInitialised.includes('training'));
		await waitFor('the page', () =>
			vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Environments and Migrations' ? true : undefined,
		);
	});

	function environment(name: string): EnvironmentNode {
		const found = tree.getChildren().find((node) => node.kind === 'environment' && node.environment.name === name);
		assert.ok(found?.kind === 'environment', `${name} is not in the tree`);
		return found;
	}

	function migrations(name: string): MigrationNode[] {
		return childNodes(environment(name)).filter((node: TreeNode) => node.kind === 'migration');
	}

	function migration(name: string, version: string): MigrationNode {
		const found = migrations(name).find((node) => node.migration.version === version);
		assert.ok(found, `${version} is not below ${name}`);
		return found;
	}

	function applied(name: string): string[] {
		const versions = migrations(name).filter((node) => node.migration.state === 'applied');
		return versions.map((node) => node.migration.version).reverse();
	}
});

/** What the example's story decides: databases of release 1.0 lack the column, so 003 leaves it to 004. */
async function leaveColumnTo004(): Promise<void> {
	const uri = workspaceFile('migrations/003_milestones.sql');
	const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
	const without = text.replace(/,\n {2}app_id INTEGER REFERENCES apps \(id\)\n/, '\n');
	assert.notEqual(without, text);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(without));
}

function file(name: string): string {
	return workspaceFile(`data/${name}.db`).fsPath;
}

/** What the migrations table in the file itself says is applied. */
function recorded(name: string): unknown[] {
	return rows(
		name,
		"SELECT version AS it FROM schema_versions WHERE status NOT IN ('failed', 'reverted') ORDER BY version",
	);
}

function tables(name: string): string[] {
	return rows(name, "SELECT name AS it FROM sqlite_schema WHERE type = 'table' ORDER BY name").map(String);
}

function rows(name: string, sql: string): unknown[] {
	const database = new DatabaseSync(file(name), { readOnly: true });
	try {
		return database
			.prepare(sql)
			.all()
			.map(({ it }) => it);
	} finally {
		database.close();
	}
}

/** Answers one of VS Code's questions in place of a person; returns what was asked. */
function stub(
	name: 'showWarningMessage' | 'showErrorMessage' | 'showInputBox',
	answer: (...args: unknown[]) => Promise<unknown>,
): [unknown[][], { restore(): void }] {
	const asked: unknown[][] = [];
	const original = vscode.window[name];
	const replace = (value: unknown) => Object.assign(vscode.window, { [name]: value });
	replace((...args: unknown[]) => {
		asked.push(args);
		return answer(...args);
	});
	return [asked, { restore: () => replace(original) }];
}
