import * as vscode from 'vscode';
import type { RunEvent } from '../../server/protocol.ts';
import type { PlumblineServer } from '../plumbline-server.ts';

export interface ProgressOptions {
	readonly server: PlumblineServer;
	readonly log: vscode.LogOutputChannel;
	readonly title: string;
}

type Report = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/**
 * Shows the progress of a request while it runs, with a button that cancels it. `send` gets the token under which the server
 * tells of its progress.
 */
export async function withRunProgress<T>(
	{ server, log, title }: ProgressOptions,
	send: (token: string, cancellation: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
	const token = crypto.randomUUID();
	const location = vscode.ProgressLocation.Notification;
	return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, cancellation) => {
		const show = showEvents(progress);
		const subscription = server.onRunEvent((notification) => {
			if (notification.token !== token) return;
			log.info(`${notification.database}: ${logLine(notification.event)}`);
			show(notification.event);
		});
		cancellation.onCancellationRequested(() => {
			log.info(
				`${title}: cancelled by the user; a migration in hand is rolled back, once SQLite has ended its statement`,
			);
			progress.report({ message: vscode.l10n.t('cancelling…') });
		});
		try {
			return await send(token, cancellation);
		} finally {
			subscription.dispose();
		}
	});
}

function showEvents(progress: Report): (event: RunEvent) => void {
	let increment: number | undefined;
	return (event) => {
		switch (event.type) {
			case 'plan':
				increment = 100 / Math.max(1, event.versions.length);
				break;
			case 'waiting for lock':
				progress.report({
					message: vscode.l10n.t('waiting for another run{0}', event.holder ? ` (${event.holder})` : ''),
				});
				break;
			case 'backup':
				progress.report({ message: vscode.l10n.t('backed up') });
				break;
			case 'replayed':
				progress.report({ message: vscode.l10n.t('replayed {0} of {1}', event.done, event.total) });
				break;
			case 'migration started':
				progress.report({ message: `${event.version} ${event.name}` });
				break;
			case 'migration done':
				progress.report(increment === undefined ? {} : { increment });
				break;
			case 'statement done':
			case 'output':
			case 'migration failed':
				break;
		}
	};
}

/** One line of the log; in English, for those who are asked for help. */
function logLine(event: RunEvent): string {
	switch (event.type) {
		case 'waiting for lock':
			return `waiting for the lock${event.holder ? ` of ${event.holder}` : ''}, ${event.elapsedMs} ms so far`;
		case 'backup':
			return `backup ${event.path} (${event.bytes} bytes)`;
		case 'replayed':
			return `replayed ${event.done} of ${event.total}`;
		case 'plan':
			return `${event.action} ${event.versions.join(', ') || 'nothing'}`;
		case 'migration started':
			return `${event.version} ${event.name}: ${event.statements} statements`;
		case 'statement done':
			return `${event.version} statement ${event.index + 1} done in ${event.ms} ms`;
		case 'output':
			return `${event.version} says: ${event.text.trimEnd()}`;
		case 'migration done':
			return `${event.version} ${event.name} done in ${event.ms} ms`;
		case 'migration failed':
			return `${event.version} ${event.name} failed: ${event.failure.message}`;
	}
}
