import * as vscode from 'vscode';
import type { Plan } from '../../server/protocol.ts';
import { countMigrations } from '../count-migrations.ts';
import type { CommandTarget } from './target.ts';

/** What a person agreed to; `typed` is the name of a protected database, typed out. */
export interface Confirmation {
	readonly typed?: string;
}

const mostNamed = 10;

/**
 * Asks before what cannot be taken back lightly: anything on a protected database, and every revert. Undefined when the answer is no.
 */
export async function confirmRun(target: CommandTarget, plan: Plan): Promise<Confirmation | undefined> {
	if (target.protected) return confirmByName(target.name, plan);
	return plan.action === 'revert' ? confirmRevert(target.name, plan) : {};
}

async function confirmByName(name: string, plan: Plan): Promise<Confirmation | undefined> {
	const count = countMigrations(plan.steps.length);
	const typed = await vscode.window.showInputBox({
		title:
			plan.action === 'apply'
				? vscode.l10n.t('Apply {0} to {1}, which is protected', count, name)
				: vscode.l10n.t('Revert {0} on {1}, which is protected', count, name),
		prompt: vscode.l10n.t('{0}. Type “{1}” to go on.', namesOf(plan), name),
		ignoreFocusOut: true,
		validateInput: (value) => (value === name || value === '' ? undefined : vscode.l10n.t('The name is {0}', name)),
	});
	return typed === name ? { typed } : undefined;
}

async function confirmRevert(name: string, plan: Plan): Promise<Confirmation | undefined> {
	const revert = vscode.l10n.t('Revert');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('Revert {0} on {1}?', countMigrations(plan.steps.length), name),
		{ modal: true, detail: vscode.l10n.t('{0}. What they made is dropped, with the data in it.', namesOf(plan)) },
		revert,
	);
	return answer === revert ? {} : undefined;
}

function namesOf({ steps }: Plan): string {
	const named = steps.slice(0, mostNamed).map((step) => `${step.version} ${step.name}`);
	if (steps.length > named.length) named.push(vscode.l10n.t('and {0} more', steps.length - named.length));
	return named.join(', ');
}
