import * as vscode from 'vscode';
import { ruleScheme } from './ids.ts';
import type { PlumblineServer } from './plumbline-server.ts';

/** Shows the documentation of rules as Markdown documents that exist nowhere but here: no network is needed. */
export function registerRulePages(server: PlumblineServer): vscode.Disposable {
	return vscode.workspace.registerTextDocumentContentProvider(ruleScheme, {
		provideTextDocumentContent: (uri) => server.request('plumbline/rulePage', { rule: ruleOf(uri) }),
	});
}

/** Opens a rule's page as a person wants to read it; as plain text where VS Code's Markdown preview is switched off. */
export async function openRule(rule: string): Promise<void> {
	const uri = vscode.Uri.from({ scheme: ruleScheme, path: `/${rule}.md` });
	const preview = 'markdown.showPreview';
	if ((await vscode.commands.getCommands(true)).includes(preview)) await vscode.commands.executeCommand(preview, uri);
	else await vscode.window.showTextDocument(uri);
}

function ruleOf(uri: vscode.Uri): string {
	return uri.path.replace(/^\//, '').replace(/\.md$/, '');
}
