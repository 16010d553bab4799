import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('in a workspace without migrations', () => {
	it('the extension is there, and is not activated', async () => {
		const extension = vscode.extensions.getExtension('plumbline.plumbline-migrations');
		assert.ok(extension !== undefined, 'VS Code does not know the extension');
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		assert.ok(folder !== undefined, 'no folder is open');
		await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'notes.txt'));
		assert.equal(extension.isActive, false);
	});
});
