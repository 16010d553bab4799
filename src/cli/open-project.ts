import path from 'node:path';
import { findAssets } from '../project/assets.ts';
import { findProjectRoot } from '../project/find-roots.ts';
import { openProject, type Project } from '../project/project.ts';
import { releasedFiles } from '../project/released.ts';
import { uriOfPath } from '../project/uri.ts';
import { WorkerClient } from '../worker/client.ts';
import { UsageError } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

export interface ProjectOptions {
	readonly root?: string;
	/** A file or folder to look for the root from, instead of the current folder. */
	readonly near?: string | undefined;
}

/**
 * Opens the project that a command is about: `--root`, else the nearest folder upwards with a `plumbline.json`, else this folder.
 * Throws `UsageError` where its configuration has errors: none of its settings is guessed at.
 */
export async function openCommandProject(options: ProjectOptions, terminal: Terminal): Promise<Project> {
	const start = uriOfPath(path.resolve(options.root ?? options.near ?? '.'));
	const root = options.root === undefined ? await findProjectRoot(start) : start;
	const project = await openProject(root, { released: releasedFiles });
	const [first] = project.configurationProblems;
	if (first !== undefined) {
		throw new UsageError(
			['The configuration has errors:', ...project.configurationProblems.map((line) => `  ${line}`)].join('\n'),
		);
	}
	for (const warning of project.warnings) terminal.tell(terminal.colours.yellow(`note: ${warning}`));
	return project;
}

/** Runs `use` with a worker process, which ends with it. */
export async function withWorker<T>(use: (worker: WorkerClient) => Promise<T>): Promise<T> {
	const worker = new WorkerClient(findAssets().worker);
	try {
		return await use(worker);
	} finally {
		worker.dispose();
	}
}

/** Throws `UsageError` with the nearest name where the project has no such environment. */
export function checkEnvironment(project: Project, name: string): void {
	const base = name.split('/')[0];
	if (project.environments.some((environment) => environment.name === name || environment.name === base)) return;
	const names = project.environments.map((environment) => environment.name);
	const known = names.length === 0 ? 'This project has no environments.' : `Known: ${names.join(', ')}.`;
	throw new UsageError(`There is no environment "${name}". ${known} Environments are written in plumbline.json.`);
}
