import * as vscode from 'vscode';
import { commands } from './ids.ts';

/** Returns the link that opens a rule's page: what a click on a diagnostic's code follows. */
export function ruleLink(rule: string): vscode.Uri {
	return vscode.Uri.from({ scheme: 'command', path: commands.openRule, query: JSON.stringify([rule]) });
}
