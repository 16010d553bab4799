import * as vscode from 'vscode';

/** A document, and the part of it that is meant, in UTF-16 offsets. */
export interface Place {
	readonly uri: string;
	readonly range?: { readonly start: number; readonly end: number };
}

/** Opens a document at a place. */
export async function showPlace({ uri, range }: Place): Promise<void> {
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
	const selection = range && new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
	await vscode.window.showTextDocument(document, { ...(selection && { selection }), preview: true });
}
