import { type PlannedStep, plannedStatements, type RunPlan } from './run-plan.ts';

/** A plan for people: what a run would do. Plain data. */
export interface Plan {
	readonly environment: string;
	readonly label: string;
	readonly action: 'apply' | 'revert';
	readonly steps: readonly PlanStep[];
	/** Versions that are pending too, and that were not asked for. */
	readonly later?: readonly string[];
	/** Why the plan cannot be carried out, if so. */
	readonly refusal?: string;
}

export interface PlanStep {
	readonly version: string;
	readonly name: string;
	readonly uri: string;
	readonly language: string;
	readonly statements: readonly string[];
	readonly transaction: boolean;
	readonly note?: string;
}

/** Returns a plan as it is shown. Of code, the statements are those that can be read in it. */
export function showPlan(plan: RunPlan, environment: string, label: string): Plan {
	return {
		environment,
		label,
		action: plan.action,
		steps: plan.steps.map(showStep),
		...(plan.later && { later: plan.later }),
		...(plan.refusal && { refusal: plan.refusal.message }),
	};
}

function showStep(step: PlannedStep): PlanStep {
	const { file } = step.migration;
	const code = step.work.type === 'python';
	return {
		version: file.version,
		name: file.name,
		uri: step.script.uri,
		language: step.script.language,
		statements: code
			? step.script.fragments.map(({ text }) => text.trim())
			: plannedStatements(step).map(({ sql }) => sql),
		transaction: step.work.type !== 'journaled',
		...(step.notes.length > 0 && { note: step.notes.join(' ') }),
	};
}
