import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { waitFor } from '../wait-for.ts';

describe('installed from its package', () => {
	it('underlines what is wrong with a migration', async () => {
		const extension = vscode.extensions.getExtension('plumbline.plumbline-migrations');
		assert.ok(extension !== undefined, 'VS Code does not know the extension');
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		assert.ok(folder !== undefined, 'no folder is open');
		const uri = vscode.Uri.joinPath(folder.uri, 'migrations', '001_users.sql');
		await vscode.window.showTextDocument(uri);
		const [first] = await waitFor('a diagnostic', () => {
			const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'plumbline');
			return ours.length > 0 ? ours : undefined;
		});
		assert.equal(first?.range.start.line, 1);
	});
});
