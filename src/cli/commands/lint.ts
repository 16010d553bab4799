import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../lint/finding.ts';
import type { LintReport, Project } from '../../project/project.ts';
import { pathOfUri, uriOfPath } from '../../project/uri.ts';
import { groupBy } from '../../sql/group-by.ts';
import { type ExitStatus, UsageError } from '../exit-status.ts';
import { openCommandProject, type ProjectOptions } from '../open-project.ts';
import { jsonReport } from '../reporters/json-findings.ts';
import { printFindings } from '../reporters/pretty-findings.ts';
import type { Terminal } from '../terminal.ts';
import { fixFindings } from './fix-findings.ts';

export interface LintOptions extends ProjectOptions {
	readonly format: 'pretty' | 'json';
	readonly all?: boolean;
	readonly fix?: boolean;
	readonly dryRun?: boolean;
}

/** `plumbline lint`: 1 where an error is found. */
export async function lint(paths: readonly string[], options: LintOptions, terminal: Terminal): Promise<ExitStatus> {
	for (const item of paths) {
		if (!existsSync(item)) throw new UsageError(`${item} does not exist. Check the path.`);
	}
	const project = await openCommandProject({ near: paths[0], ...options }, terminal);
	const uris = paths.map((item) => uriOfPath(path.resolve(item)));
	if (project.directories.length === 0) throw new UsageError(noMigrations(project));
	const scope = { all: options.all === true, ...(uris.length > 0 && { uris }) };
	if (uris.length > 0 && !project.holdsAny(uris)) {
		throw new UsageError(`No migrations in ${paths.join(', ')}. This project's are in ${listDirectories(project)}.`);
	}
	if (options.fix === true) await fixFindings(project, scope, options.dryRun === true, terminal);
	const report = await project.lint(scope);
	if (options.format === 'json') {
		terminal.print(
			JSON.stringify(
				jsonReport(report, (uri) => project.pathOf(uri)),
				undefined,
				'\t',
			),
		);
	} else {
		printReport(project, report, terminal);
	}
	return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function printReport(project: Project, report: LintReport, terminal: Terminal): void {
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

/** A gate that finds nothing to look at must not pass. */
function noMigrations(project: Project): string {
	return `No migrations found below ${pathOfUri(project.root)}. Name their folder in plumbline.json: { "migrations": [{ "path": "…" }] }.`;
}

function listDirectories(project: Project): string {
	return project.directories.map(({ uri }) => project.pathOf(uri)).join(', ');
}

function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
