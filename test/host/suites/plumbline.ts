import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PlumblineExtension } from '../../../src/editor/extension.ts';
import { waitFor } from './wait-for.ts';

/** The extension under test, activated if it was not. */
export async function plumbline(): Promise<PlumblineExtension> {
	const extension = vscode.extensions.getExtension<PlumblineExtension>('plumbline.plumbline-migrations');
	assert.ok(extension !== undefined, 'VS Code does not know the extension');
	return extension.activate();
}

/** A file of the workspace, by its path in it. */
export function workspaceFile(path: string): vscode.Uri {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder !== undefined, 'no folder is open');
	return vscode.Uri.joinPath(folder.uri, path);
}

/** Our diagnostics of a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'plumbline');
}

/** The rule that a diagnostic is of. */
export function ruleOf({ code }: vscode.Diagnostic): string {
	return String(typeof code === 'object' ? code.value : code);
}

/** Waits until a document has a diagnostic of a rule, and returns the first. */
export async function findingOf(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
	return waitFor(`${rule} in ${uri.path}`, () => findings(uri).find((diagnostic) => ruleOf(diagnostic) === rule));
}

/** The code actions of one kind at a place. */
export async function codeActions(
	uri: vscode.Uri,
	range: vscode.Range,
	kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
	return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind.value);
}
