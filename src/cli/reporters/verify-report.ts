import type { VerifyProof, VerifyReport } from '../../worker/protocol.ts';
import type { Terminal } from '../terminal.ts';
import type { Places } from './places.ts';

/** Prints what was proved of each database, and the evidence where it was not. */
export function printVerifyReports(
	reports: readonly VerifyReport[],
	{ places, pathOf }: { readonly places: Places; readonly pathOf: (uri: string) => string },
	terminal: Terminal,
): void {
	const { colours } = terminal;
	for (const report of reports) {
		const at = report.version === undefined ? '' : colours.dim(` at ${report.version}`);
		terminal.print(`${paint(report.verdict, terminal)} ${colours.bold(report.name)}${at}`);
		for (const proof of report.proofs) {
			terminal.print(`    ${paint(proof.verdict, terminal)} ${proof.proof.padEnd(7)} ${colours.dim(summaryOf(proof))}`);
			for (const { message, uri, range } of proof.evidence) {
				terminal.print(`        ${message}`);
				if (uri === undefined || range === undefined) continue;
				terminal.print(colours.dim(`        at ${places.name({ uri, range }, pathOf)}`));
			}
		}
	}
}

function summaryOf(proof: VerifyProof): string {
	const took = `${proof.ms.toFixed(0)} ms`;
	return proof.verdict === 'proved' ? took : `${proof.verdict}, ${took}`;
}

function paint(verdict: VerifyProof['verdict'], { colours }: Terminal): string {
	if (verdict === 'proved') return colours.green('✓');
	return verdict === 'failed' ? colours.red('✗') : colours.yellow('?');
}
