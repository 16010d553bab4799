import type { Finding } from '../../lint/finding.ts';
import type { LintReport, Project } from '../../project/project.ts';
import { groupBy } from '../../sql/group-by.ts';
import type { Terminal } from '../terminal.ts';
import { printFindings } from './pretty-findings.ts';

/** Prints findings as a person would like to read them, and a line that sums them up. */
export function printPrettyReport(project: Project, report: LintReport, terminal: Terminal): void {
	const { colours } = terminal;
	const documents = [...groupBy(report.findings, ({ uri }) => uri)].map(([uri, findings]) => ({
		path: project.pathOf(uri),
		source: report.sources.get(uri) ?? '',
		findings,
		mayFix: project.mayFix(uri),
	}));
	printFindings(documents, terminal);
	const count = (severity: Finding['severity']) =>
		report.findings.filter((finding) => finding.severity === severity).length;
	const parts = [plural(count('error'), 'error'), plural(count('warning'), 'warning')];
	const clean = report.findings.length === 0;
	const summary = clean ? colours.green('✓ nothing to report') : parts.join(', ');
	terminal.print(`${summary} ${colours.dim(`in ${plural(report.files, 'migration')}`)}`);
	if (report.notShown > 0) {
		terminal.print(
			colours.dim(`${plural(report.notShown, 'finding')} on released migrations not shown: --all shows them.`),
		);
	}
}

function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
