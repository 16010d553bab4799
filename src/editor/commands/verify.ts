import * as vscode from 'vscode';
import type { VerifyReport } from '../../server/protocol.ts';
import type { RunParts } from './run-migrations.ts';
import { withRunProgress } from './run-progress.ts';
import { saveMigrations } from './save-migrations.ts';
import type { CommandTarget } from './target.ts';

/** Verifies one environment, or database, and says in words what it found only where something is wrong. */
export async function verify(parts: RunParts, target: CommandTarget): Promise<readonly VerifyReport[]> {
	const { server, log } = parts;
	await saveMigrations(target.project);
	const title = vscode.l10n.t('Verifying {0}', target.name);
	const reports = await withRunProgress({ server, log, title }, (token, cancellation) => {
		const params = { root: target.project.root, environment: target.name, token };
		return server.request('plumbline/verify', params, cancellation);
	});
	for (const report of reports) {
		for (const { proof, verdict, evidence, ms } of report.proofs) {
			log.info(`${report.name}: ${proof} ${verdict} (${ms} ms)`);
			for (const { message } of evidence) log.info(`  ${message}`);
		}
	}
	const failed = reports.filter(({ verdict }) => verdict === 'failed');
	for (const { name, proofs } of failed) {
		const faults = proofs.filter(({ verdict }) => verdict === 'failed').flatMap(({ evidence }) => evidence);
		const [first] = faults;
		const more = faults.length > 1 ? ` ${vscode.l10n.t('({0} more in the tree)', faults.length - 1)}` : '';
		vscode.window.showWarningMessage(`${name}: ${first?.message ?? vscode.l10n.t('not in order')}${more}`);
	}
	return reports;
}
