import type { RunReport } from '../../run/events.ts';
import type { Plan } from '../../worker/protocol.ts';
import type { Terminal } from '../terminal.ts';

/** Prints how a run ended: what is done, what failed and where, and what was not reached. */
export function printRunReport(
	report: RunReport,
	plan: Plan,
	pathOf: (uri: string) => string,
	terminal: Terminal,
): void {
	const { colours } = terminal;
	const done = report.action === 'apply' ? 'applied' : 'reverted';
	if (plan.steps.length === 0) {
		const state = report.action === 'apply' ? 'is up to date: nothing to apply' : 'has nothing to revert';
		terminal.print(`${colours.green('✓')} ${plan.environment} ${state}.`);
		return;
	}
	const ms = report.done.reduce((sum, step) => sum + step.ms, 0);
	const mark = report.failure === undefined && !report.cancelled ? colours.green('✓') : colours.red('✗');
	terminal.print(
		`${mark} ${plan.environment}: ${report.done.length} of ${plan.steps.length} ${done} in ${ms.toFixed(0)} ms`,
	);
	const { failure } = report;
	if (failure !== undefined) {
		terminal.print(`  ${colours.red('failed')} ${failure.version ?? ''} ${failure.message}`);
		if (failure.uri !== undefined) terminal.print(colours.dim(`  at ${pathOf(failure.uri)}`));
		if (failure.statement !== undefined) terminal.print(colours.dim(`  ${failure.statement.replace(/\s+/g, ' ')}`));
	}
	if (report.cancelled) terminal.print('  cancelled: the migration in hand was rolled back');
	if (report.notReached.length > 0) terminal.print(colours.dim(`  not reached: ${report.notReached.join(', ')}`));
	if (report.backup !== undefined) terminal.print(colours.dim(`  backup: ${report.backup}`));
}
