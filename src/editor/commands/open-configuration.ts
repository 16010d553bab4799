import * as vscode from 'vscode';

const fileName = 'plumbline.json';
const template = `{
	"environments": {
		"dev": { "url": "sqlite:data/dev.db" }
	}
}
`;

/** Opens `plumbline.json`, or where there is none a first one, which is on the disk only once it is saved. */
export async function openConfiguration(root?: string): Promise<void> {
	const folder = root === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.parse(root);
	if (folder === undefined) return;
	const [existing] =
		root === undefined ? await vscode.workspace.findFiles(`**/${fileName}`, '**/node_modules/**', 1) : [];
	const uri = existing ?? vscode.Uri.joinPath(folder, fileName);
	try {
		await vscode.window.showTextDocument(uri);
	} catch {
		// It is not there yet: nothing is written before somebody saves it.
		const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
		const editor = await vscode.window.showTextDocument(document);
		if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), template));
	}
}
