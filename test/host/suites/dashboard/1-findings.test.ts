import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeActions, findingOf, findings, plumbline, ruleOf, workspaceFile } from '../plumbline.ts';
import { waitFor } from '../wait-for.ts';

describe('opening a migration of the dashboard', () => {
	const widgets = workspaceFile('migrations/005_widgets.sql');

	it('activates the extension, which says how long that took', async () => {
		await vscode.window.showTextDocument(widgets);
		const { timings, server } = await plumbline();
		assert.ok(timings.activate > 0 && timings.codeLoad > 0, JSON.stringify(timings));
		await waitFor('the server', () => (server.started ? true : undefined));
	});

	it('shows what is wrong, with a link that needs no network', async () => {
		const finding = await findingOf(widgets, 'idempotency/create');
		assert.ok(typeof finding.code === 'object');
		assert.equal(finding.code.target.toString(), 'plumbline-rule:/idempotency/create.md');
		assert.match(vscode.window.activeTextEditor?.document.getText(finding.range) ?? '', /^(?:CREATE TABLE )?widgets$/);
	});

	it('shows where the other half of a contradiction is', async () => {
		const uri = workspaceFile('migrations/004_milestone_app.sql');
		await vscode.window.showTextDocument(uri);
		const finding = await findingOf(uri, 'schema/already-exists');
		assert.match(finding.message, /app_id/);
		const [related] = finding.relatedInformation ?? [];
		assert.match(related?.location.uri.path ?? '', /003_milestones\.sql$/);
	});

	it('offers a fix that makes the finding go away', async () => {
		const document = await vscode.workspace.openTextDocument(widgets);
		await vscode.window.showTextDocument(document);
		const finding = await findingOf(widgets, 'idempotency/create');
		const before = findings(widgets).length;
		const actions = await codeActions(widgets, finding.range, vscode.CodeActionKind.QuickFix);
		const fix = actions.find(({ title }) => title.includes('IF NOT EXISTS'));
		assert.ok(fix?.edit !== undefined, JSON.stringify(actions.map(({ title }) => title)));
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		assert.match(document.getText(), /CREATE TABLE IF NOT EXISTS widgets/);
		await waitFor('one finding less', () => (findings(widgets).length < before ? true : undefined));
	});

	it('reads what is typed, and not what is saved', async () => {
		const document = await vscode.workspace.openTextDocument(widgets);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(widgets, new vscode.Position(document.lineCount, 0), '\nSELEKT 1;\n');
		await vscode.workspace.applyEdit(edit);
		await findingOf(widgets, 'lint/syntax-error');
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await waitFor('the error to go', () =>
			findings(widgets).some((it) => ruleOf(it) === 'lint/syntax-error') ? undefined : true,
		);
	});

	it('renames the functions of a Python migration', async () => {
		const uri = workspaceFile('migrations/008_widget_titles.py');
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document);
		const finding = await findingOf(uri, 'structure/function-name');
		const [fix] = (await codeActions(uri, finding.range, vscode.CodeActionKind.QuickFix)).filter(
			({ edit }) => edit !== undefined,
		);
		assert.ok(fix?.edit !== undefined);
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		assert.match(document.getText(), /def upgrade\(conn\)/);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});

	it('makes all safe fixes of the newest migration at once, and of no other', async () => {
		const newest = workspaceFile('migrations/016_activity.sql');
		const fixAll = vscode.CodeActionKind.SourceFixAll.append('plumbline');
		const whole = new vscode.Range(0, 0, 1000, 0);
		for (const uri of [widgets, newest]) await vscode.window.showTextDocument(uri);
		await findingOf(newest, 'idempotency/create');
		await findingOf(widgets, 'idempotency/create');
		assert.deepEqual(await codeActions(widgets, whole, fixAll), []);
		const [action] = await codeActions(newest, whole, fixAll);
		assert.ok(action?.edit !== undefined);
		assert.ok(await vscode.workspace.applyEdit(action.edit));
		await waitFor('no more missing guards', () =>
			findings(newest).some((it) => ruleOf(it).startsWith('idempotency/')) ? undefined : true,
		);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});

	it('explains a rule offline', async () => {
		const uri = vscode.Uri.parse('plumbline-rule:/idempotency/create.md');
		const page = await vscode.workspace.openTextDocument(uri);
		assert.match(page.getText(), /^# idempotency\/create/);
		await vscode.commands.executeCommand('vscode.open', uri);
		await waitFor('the preview', () =>
			vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'create.md' ? true : undefined,
		);
	});
});
