import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../../project/project.ts';
import { pathOfUri, uriOfPath } from '../../project/uri.ts';
import { type ExitStatus, UsageError } from '../exit-status.ts';
import { openCommandProject, type ProjectOptions } from '../open-project.ts';
import { readRecorded } from '../read-recorded.ts';
import { type LintFormat, printLintReport } from '../reporters/print-lint-report.ts';
import type { Terminal } from '../terminal.ts';
import { fixFindings } from './fix-findings.ts';

export interface LintOptions extends ProjectOptions {
	readonly format: LintFormat;
	readonly all?: boolean;
	readonly fix?: boolean;
	readonly dryRun?: boolean;
}

/** `plumbline lint`: 1 where an error is found. */
export async function lint(paths: readonly string[], options: LintOptions, terminal: Terminal): Promise<ExitStatus> {
	if (options.dryRun === true && options.fix !== true) throw new UsageError('--dry-run is about --fix: pass both.');
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
	if (options.fix === true) {
		await readRecorded(project);
		await fixFindings(project, scope, options.dryRun === true, terminal);
	}
	const report = await project.lint(scope);
	printLintReport(project, report, options.format, terminal);
	return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** A gate that finds nothing to look at must not pass. */
function noMigrations(project: Project): string {
	return `No migrations found below ${pathOfUri(project.root)}. Name their folder in plumbline.json: { "migrations": [{ "path": "…" }] }.`;
}

function listDirectories(project: Project): string {
	return project.directories.map(({ uri }) => project.pathOf(uri)).join(', ');
}
