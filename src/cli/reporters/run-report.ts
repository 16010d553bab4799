import type { RunReport } from '../../run/events.ts';
import type { Plan } from '../../worker/protocol.ts';
import type { Terminal } from '../terminal.ts';
import type { Places } from './places.ts';

/** What a report is told with. */
export interface RunContext {
	readonly plan: Plan;
	/** The last version that was asked for. */
	readonly to?: string;
	/** Knows the place of the failure. */
	readonly places: Places;
	pathOf(uri: string): string;
}

/** A statement is shown to be recognised; its place is said. */
const LONGEST_STATEMENT = 240;

/** Prints how a run ended: what failed or was broken off and where, what is done, what was not reached, and the backup. */
export function printRunReport(report: RunReport, context: RunContext, terminal: Terminal): void {
	const { colours } = terminal;
	if (report.failure === undefined && !report.cancelled) {
		terminal.print(`${colours.green('✓')} ${endOf(report, context)}`);
	} else {
		terminal.print(`${colours.red('✗')} ${context.plan.environment}: ${whatStopped(report)}`);
		printPlace(report, context, terminal);
		const done = report.done.map(({ version }) => version).join(', ');
		terminal.print(`  ${pastOf(report)}: ${done === '' ? 'none' : done}`);
	}
	if (report.notReached.length > 0) terminal.print(colours.dim(`  not reached: ${report.notReached.join(', ')}`));
	if (report.backup !== undefined) terminal.print(colours.dim(`  backup: ${report.backup}`));
}

/** The line of a run that came to its end in order. */
function endOf(report: RunReport, { plan, to }: RunContext): string {
	const { environment, steps } = plan;
	if (steps.length === 0) return `${environment} ${nothingToDo(report, plan, to)}.`;
	const past = pastOf(report);
	const own = new Set([...report.done.map(({ version }) => version), ...report.notReached]);
	const meanwhile = steps.filter(({ version }) => !own.has(version)).map(({ version }) => version);
	const others = `${meanwhile.join(', ')} ${past} meanwhile by another run`;
	if (report.done.length === 0 && meanwhile.length > 0) return `${environment}: ${others}; nothing was left to do`;
	const ms = report.done.reduce((sum, step) => sum + step.ms, 0);
	const line = `${environment}: ${report.done.length} of ${steps.length} ${past} in ${ms.toFixed(0)} ms`;
	return meanwhile.length === 0 ? line : `${line}; ${others}`;
}

function nothingToDo({ action }: RunReport, { later = [] }: Plan, to: string | undefined): string {
	if (action === 'revert') return 'has nothing to revert';
	if (later.length === 0) return 'is up to date: nothing to apply';
	const pending = later.length === 1 ? `1 newer migration is pending` : `${later.length} newer migrations are pending`;
	return to === undefined ? `applied nothing; ${pending}` : `has ${to} applied already; ${pending}`;
}

/** What failed, in the database's words; or what became of the migration in hand when the run was cancelled. */
function whatStopped({ action, failure, brokenOff }: RunReport): string {
	if (failure !== undefined) return failure.message;
	if (brokenOff === undefined) return 'stopped before the next migration; none was in hand';
	const { version, name, statementsKept } = brokenOff;
	const label = `${version} ${name}`.trim();
	if (statementsKept === 0) return `stopped; ${label} was in hand, and was rolled back`;
	const kept =
		statementsKept === 1
			? 'its first statement is done and stays'
			: `its first ${statementsKept} statements are done and stay`;
	return `stopped in ${label}: ${kept}${action === 'apply' ? '; the next run goes on from there' : ''}`;
}

function printPlace({ failure }: RunReport, { places, pathOf }: RunContext, terminal: Terminal): void {
	if (failure === undefined) return;
	const { uri, range, statement } = failure;
	if (uri !== undefined) terminal.print(`  at ${places.name({ uri, ...(range && { range }) }, pathOf)}`);
	if (statement === undefined) return;
	const line = statement.trim().replace(/\s+/g, ' ');
	const shown = line.length > LONGEST_STATEMENT ? `${line.slice(0, LONGEST_STATEMENT)}…` : line;
	terminal.print(terminal.colours.dim(`  ${shown}`));
}

function pastOf({ action }: RunReport): string {
	return action === 'apply' ? 'applied' : 'reverted';
}
