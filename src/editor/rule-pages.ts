import * as vscode from 'vscode';
import { ruleScheme } from './ids.ts';
import type { PlumblineServer } from './plumbline-server.ts';

/** Serves the documentation of rules as Markdown documents that exist nowhere but here: no network is needed. */
export function registerRulePages(server: PlumblineServer): vscode.Disposable {
	return vscode.workspace.registerTextDocumentContentProvider(ruleScheme, {
		provideTextDocumentContent: (uri) => server.request('plumbline/rulePage', { rule: ruleOf(uri) }),
	});
}

function ruleOf(uri: vscode.Uri): string {
	return uri.path.replace(/^\//, '').replace(/\.md$/, '');
}
