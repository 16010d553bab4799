import { createInterface } from 'node:readline/promises';
import type { Project } from '../../project/project.ts';
import type { RunReport } from '../../run/events.ts';
import type { WorkerClient } from '../../worker/client.ts';
import { type ExitStatus, UsageError } from '../exit-status.ts';
import { interruptSignal } from '../interrupt.ts';
import { checkEnvironment, openCommandProject, type ProjectOptions, withWorker } from '../open-project.ts';
import { Places } from '../reporters/places.ts';
import { printPlan } from '../reporters/plan.ts';
import { RunProgress } from '../reporters/run-progress.ts';
import { printRunReport } from '../reporters/run-report.ts';
import type { Terminal } from '../terminal.ts';

export interface RunOptions extends ProjectOptions {
	readonly env: string;
	readonly to?: string;
	readonly steps?: number;
	readonly yes?: boolean;
	readonly confirm?: string;
	readonly format: 'pretty' | 'json';
}

/** `plumbline up`: 1 where not all pending migrations were applied. */
export async function up(_paths: readonly string[], options: RunOptions, terminal: Terminal): Promise<ExitStatus> {
	return run('apply', options, terminal);
}

/** `plumbline down`: asks first, since a revert can lose data. */
export async function down(_paths: readonly string[], options: RunOptions, terminal: Terminal): Promise<ExitStatus> {
	return run('revert', options, terminal);
}

async function run(action: 'apply' | 'revert', options: RunOptions, terminal: Terminal): Promise<ExitStatus> {
	const project = await openCommandProject(options, terminal);
	checkEnvironment(project, options.env);
	const request = {
		root: project.root,
		environment: options.env,
		...(options.to !== undefined && { to: options.to }),
		...(options.steps !== undefined && { steps: options.steps }),
		...(options.confirm !== undefined && { confirm: options.confirm }),
	};
	return withWorker(async (worker) => {
		const plan = await worker.request('plan', { ...request, action });
		if (plan.refusal !== undefined) throw new UsageError(plan.refusal);
		if (plan.steps.length > 0 && !(await isAgreed(action, options, () => printPlan(plan, terminal)))) return 2;
		const shape = { steps: plan.steps.length, isSqlite: isLocal(project, options.env) };
		const report = await withProgress(worker, action, request, shape, terminal);
		const places = await Places.of(report.failure === undefined ? [] : [report.failure]);
		if (options.format === 'json') terminal.print(JSON.stringify(withPlace(report, places), undefined, '\t'));
		else {
			const pathOf = (uri: string) => project.pathOf(uri);
			printRunReport(report, { plan, places, pathOf, ...(options.to !== undefined && { to: options.to }) }, terminal);
		}
		return report.failure === undefined && !report.cancelled ? 0 : 1;
	});
}

/** The report with line and column of the failure beside its offsets. */
function withPlace(report: RunReport, places: Places): object {
	const { failure } = report;
	return failure === undefined ? report : { ...report, failure: { ...failure, ...places.at(failure) } };
}

async function withProgress(
	worker: WorkerClient,
	action: 'apply' | 'revert',
	request: { readonly root: Project['root']; readonly environment: string },
	{ steps, isSqlite }: { readonly steps: number; readonly isSqlite: boolean },
	terminal: Terminal,
) {
	const progress = new RunProgress(steps, terminal);
	const interrupt = interruptSignal({
		onFirst: () => progress.tell(stopping(isSqlite)),
		onSecond: () => worker.kill(),
	});
	try {
		return await worker.request(action === 'apply' ? 'up' : 'down', request, {
			onEvent: (_database, event) => progress.show(event),
			signal: interrupt.signal,
		});
	} finally {
		progress.stop();
		interrupt.dispose();
	}
}

function isLocal({ environments }: Project, name: string): boolean {
	return environments.find((one) => one.name === name || name.startsWith(`${one.name}/`))?.local === true;
}

function stopping(isSqlite: boolean): string {
	const how = isSqlite
		? 'SQLite ends the statement that it is at first, then the migration in hand is rolled back.'
		: 'The migration in hand is rolled back.';
	return `Stopping. ${how} Ctrl+C again leaves at once.`;
}

/** Applying needs no question: it loses nothing. A revert does, and where nobody can be asked it wants `--yes`. */
async function isAgreed(action: 'apply' | 'revert', options: RunOptions, showPlan: () => void): Promise<boolean> {
	if (action === 'apply' || options.yes === true) return true;
	if (process.stdin.isTTY !== true) {
		throw new UsageError('A revert can lose data, and nobody is there to be asked. Pass --yes if it is meant.');
	}
	showPlan();
	const questions = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return /^y(?:es)?$/i.test((await questions.question('Revert these migrations? [y/N] ')).trim());
	} finally {
		questions.close();
	}
}
