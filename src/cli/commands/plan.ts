import type { ExitStatus } from '../exit-status.ts';
import { checkEnvironment, openCommandProject, type ProjectOptions, withWorker } from '../open-project.ts';
import { printPlan } from '../reporters/plan.ts';
import type { Terminal } from '../terminal.ts';

export interface PlanOptions extends ProjectOptions {
	readonly env: string;
	readonly down?: boolean;
	readonly to?: string;
	readonly steps?: number;
	readonly format: 'pretty' | 'json';
}

/** `plumbline plan`: what `up` or `down` would do. Writes nothing. */
export async function plan(_paths: readonly string[], options: PlanOptions, terminal: Terminal): Promise<ExitStatus> {
	const project = await openCommandProject(options, terminal);
	checkEnvironment(project, options.env);
	const planned = await withWorker((worker) =>
		worker.request('plan', {
			root: project.root,
			environment: options.env,
			action: options.down === true ? 'revert' : 'apply',
			...(options.to !== undefined && { to: options.to }),
			...(options.steps !== undefined && { steps: options.steps }),
		}),
	);
	if (options.format === 'json') terminal.print(JSON.stringify(planned, undefined, '\t'));
	else printPlan(planned, terminal);
	return planned.refusal === undefined ? 0 : 1;
}
