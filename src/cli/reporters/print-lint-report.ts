import path from 'node:path';
import type { LintReport, Project } from '../../project/project.ts';
import { ruleMetas } from '../../project/rule-metas.ts';
import { pathOfUri } from '../../project/uri.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { githubAnnotations } from './github-annotations.ts';
import { jsonReport } from './json-findings.ts';
import { junitFindings } from './junit-findings.ts';
import { Locator } from './locator.ts';
import { printPrettyReport } from './pretty-report.ts';
import { sarifLog } from './sarif-findings.ts';

export const lintFormats = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
export type LintFormat = (typeof lintFormats)[number];

/** Prints what lint found in the form that was asked for. */
export function printLintReport(project: Project, report: LintReport, format: LintFormat, terminal: Terminal): void {
	// What GitHub and CI servers show is found from where they run, and what our own formats name from the project.
	const fromHere = (uri: string) => path.relative('.', pathOfUri(uri)).replaceAll(path.sep, '/');
	const pathOf = format === 'json' ? (uri: string) => project.pathOf(uri) : fromHere;
	const locator = new Locator(report, pathOf);
	const located = locator.locateAll(report.findings);
	switch (format) {
		case 'pretty':
			printPrettyReport(project, report, terminal);
			break;
		case 'json':
			terminal.print(JSON.stringify(jsonReport(report, locator), undefined, '\t'));
			break;
		case 'sarif':
			terminal.print(JSON.stringify(sarifLog(located, ruleMetas, locator, version), undefined, '\t'));
			break;
		case 'github':
			for (const line of githubAnnotations(located)) terminal.print(line);
			break;
		case 'junit':
			terminal.print(junitFindings(located));
			break;
	}
}
