import * as vscode from 'vscode';
import type { Plan, RunReport } from '../../server/protocol.ts';
import { countMigrations } from '../count-migrations.ts';
import { contextKeys } from '../ids.ts';
import type { PlumblineServer } from '../plumbline-server.ts';
import { confirmRun } from './confirm-run.ts';
import { withRunProgress } from './run-progress.ts';
import { saveMigrations } from './save-migrations.ts';
import { showPlace } from './show-place.ts';
import type { CommandTarget } from './target.ts';

export interface RunParts {
	readonly server: PlumblineServer;
	readonly log: vscode.LogOutputChannel;
}

const messageMs = 8000;

/**
 * Applies or reverts migrations, after the plan was looked at and agreed to. `to` is the last to apply, or the one to go back to;
 * without it all pending ones are applied, or the newest is reverted.
 */
export async function runMigrations(
	parts: RunParts,
	action: 'apply' | 'revert',
	target: CommandTarget,
	to?: string,
): Promise<RunReport | undefined> {
	const { server, log } = parts;
	await saveMigrations(target.project);
	const request = { root: target.project.root, environment: target.name, ...(to !== undefined && { to }) };
	const plan = await server.request('plumbline/plan', { ...request, action });
	if (plan.refusal !== undefined) throw new Error(plan.refusal);
	if (plan.steps.length === 0) {
		vscode.window.showInformationMessage(nothingToDo(action, target.name, plan));
		return undefined;
	}
	const confirmation = await confirmRun(target, plan);
	if (confirmation === undefined) return undefined;
	const title =
		action === 'apply' ? vscode.l10n.t('Applying to {0}', target.name) : vscode.l10n.t('Reverting on {0}', target.name);
	await vscode.commands.executeCommand('setContext', contextKeys.running, true);
	try {
		const report = await withRunProgress({ server, log, title }, (token, cancellation) => {
			const { typed } = confirmation;
			const params = { ...request, token, ...(typed !== undefined && { confirm: typed }) };
			return action === 'apply'
				? server.request('plumbline/apply', params, cancellation)
				: server.request('plumbline/revert', params, cancellation);
		});
		await showOutcome(parts, target, report);
		return report;
	} finally {
		await vscode.commands.executeCommand('setContext', contextKeys.running, false);
	}
}

function nothingToDo(action: 'apply' | 'revert', name: string, { later = [] }: Plan): string {
	if (action === 'revert') return vscode.l10n.t('There is nothing to revert on {0}.', name);
	return later.length === 0
		? vscode.l10n.t('{0} is up to date: there is nothing to apply.', name)
		: vscode.l10n.t('{0}: this is applied already; newer and pending: {1}.', name, countMigrations(later.length));
}

/** The tree shows what is applied; only a failure, or a run cut short, needs words of its own. */
async function showOutcome({ log }: RunParts, { name }: CommandTarget, report: RunReport): Promise<void> {
	const { failure, done, notReached, cancelled, brokenOff } = report;
	if (failure !== undefined) {
		log.error(failure.message);
		if (failure.uri !== undefined) {
			await showPlace({ uri: failure.uri, ...(failure.range && { range: failure.range }) });
		}
		const showOutput = vscode.l10n.t('Show Output');
		vscode.window.showErrorMessage(`${name}: ${failure.message}`, showOutput).then((answer) => {
			if (answer === showOutput) log.show();
		});
		return;
	}
	const count = countMigrations(done.length);
	if (cancelled) {
		const stopped = vscode.l10n.t('{0}: stopped after {1}; not reached: {2}.', name, count, notReached.length);
		vscode.window.showWarningMessage([stopped, ...inHand(brokenOff)].join(' '));
		return;
	}
	const message =
		report.action === 'apply'
			? vscode.l10n.t('Plumbline: {0} applied to {1}', count, name)
			: vscode.l10n.t('Plumbline: {0} reverted on {1}', count, name);
	vscode.window.setStatusBarMessage(message, messageMs);
}

/** What became of the migration in hand. */
function inHand(brokenOff: RunReport['brokenOff']): string[] {
	if (brokenOff === undefined) return [];
	const { version, statementsKept } = brokenOff;
	return [
		statementsKept === 0
			? vscode.l10n.t('{0} was in hand, and was rolled back.', version)
			: vscode.l10n.t('{0} was in hand; statements of it that are done and stay: {1}.', version, statementsKept),
	];
}
