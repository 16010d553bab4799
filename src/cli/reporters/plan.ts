import type { Plan } from '../../worker/protocol.ts';
import type { Terminal } from '../terminal.ts';

const LONGEST_STATEMENT = 100;

/** Prints the steps of a plan with their statements. */
export function printPlan(plan: Plan, terminal: Terminal): void {
	const { colours } = terminal;
	const verb = plan.action === 'apply' ? 'apply' : 'revert';
	terminal.print(`${colours.bold(plan.environment)} ${colours.dim(plan.label)}`);
	if (plan.refusal !== undefined) terminal.print(`  ${colours.red('refused:')} ${plan.refusal}`);
	const later = plan.later === undefined ? '' : `; later: ${plan.later.join(', ')}`;
	if (plan.steps.length === 0) terminal.print(`  nothing to ${verb}${later}`);
	for (const step of plan.steps) {
		const outside = step.transaction ? '' : colours.yellow('  not in a transaction');
		terminal.print(
			`  ${verb} ${colours.bold(step.version)} ${step.name} ${colours.dim(`(${step.language})`)}${outside}`,
		);
		for (const statement of step.statements) terminal.print(colours.dim(`      ${oneLine(statement)}`));
		if (step.note !== undefined) terminal.print(colours.yellow(`      ${step.note}`));
	}
}

function oneLine(statement: string): string {
	const line = statement.replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_STATEMENT ? `${line.slice(0, LONGEST_STATEMENT - 1)}…` : line;
}
