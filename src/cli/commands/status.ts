import type { ExitStatus } from '../exit-status.ts';
import { checkEnvironment, openCommandProject, type ProjectOptions, withWorker } from '../open-project.ts';
import { printExplanation } from '../reporters/explanation.ts';
import { printMatrix } from '../reporters/matrix.ts';
import type { Terminal } from '../terminal.ts';

export interface StatusOptions extends ProjectOptions {
	readonly env?: string;
	readonly format: 'pretty' | 'json';
	readonly exitCode?: boolean;
	readonly explain?: boolean;
}

/** `plumbline status`: one line an environment, then the matrix of environments and migrations. */
export async function status(
	_paths: readonly string[],
	options: StatusOptions,
	terminal: Terminal,
): Promise<ExitStatus> {
	const project = await openCommandProject(options, terminal);
	if (options.env !== undefined) checkEnvironment(project, options.env);
	if (options.explain === true) printExplanation(project, terminal);
	const databases = await withWorker((worker) =>
		worker.request('status', { root: project.root, ...(options.env && { environment: options.env }) }),
	);
	if (options.format === 'json') terminal.print(JSON.stringify(databases, undefined, '\t'));
	else printMatrix(databases, terminal);
	const inOrder = databases.every(({ state }) => state === 'up to date');
	if (databases.some(({ state }) => state === 'unreadable')) return 2;
	return options.exitCode === true && !inOrder ? 1 : 0;
}
