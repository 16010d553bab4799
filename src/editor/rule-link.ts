import * as vscode from 'vscode';
import { ruleScheme } from './ids.ts';

/**
 * Returns where a rule's page is: what a click on a diagnostic's code opens. It is no command, since VS Code follows none there; by
 * `workbench.editorAssociations` in package.json the page is shown as a person wants to read it.
 */
export function ruleLink(rule: string): vscode.Uri {
	return vscode.Uri.from({ scheme: ruleScheme, path: `/${rule}.md` });
}
