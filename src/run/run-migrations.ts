import { DatabaseUnreachableError } from '../database/database-error.ts';
import type { RunnerLock } from '../database/runner-lock.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { BrokenOff, RunFailure, RunReport } from './events.ts';
import { runJournaled } from './journaled-migration.ts';
import { LedgerGuard } from './ledger-guard.ts';
import { runInTransaction } from './migration-transaction.ts';
import { planApply } from './plan/plan-apply.ts';
import { planRevert } from './plan/plan-revert.ts';
import { type PlannedStep, plannedStatements, type RunPlan } from './plan/run-plan.ts';
import type { Run } from './run.ts';
import { failureOf, RunCancelledError } from './run-failed.ts';
import { transactionRulesOf } from './transaction/rules-of.ts';

/** Returns what a run would do with the database as it is now. Reads only. */
export async function planRun(
	run: Pick<Run, 'action' | 'selection' | 'directory' | 'dialect' | 'connection' | 'findLedger' | 'abilities'>,
): Promise<FoundPlan> {
	const ledger = await run.findLedger();
	const entries = ledger.exists ? await ledger.read(run.connection) : [];
	return { ledger, plan: planFor(run, entries) };
}

export interface FoundPlan {
	readonly ledger: Ledger;
	readonly plan: RunPlan;
}

/**
 * Applies or reverts what was selected: under the runner's lock, by a plan made there, after a backup, each migration in a
 * transaction together with its entry. What does not go through is in the report; what cannot be tried at all (a migrations
 * table that cannot be read, a lock that is not free in time) is thrown. Where nothing is to be done nothing is written.
 */
export async function runMigrations(run: Run): Promise<RunReport> {
	const first = await planRun(run);
	const idle = nothingToDo(run, first);
	if (idle !== undefined) return idle;
	let lock: RunnerLock;
	try {
		lock = await run.lock();
	} catch (error) {
		if (!run.signal.aborted && !run.stop.aborted) throw error;
		return reportOf(run, first.plan, [], { cancelled: run.signal.aborted });
	}
	const interrupt = () => {
		// Where it cannot be interrupted the statement ends by itself, and the run breaks off behind it.
		run.connection.cancel().catch((error: unknown) => {
			run.onEvent({ type: 'output', version: '', text: `The statement could not be interrupted: ${String(error)}` });
		});
	};
	run.signal.addEventListener('abort', interrupt, { once: true });
	try {
		return await runLocked(run, lock);
	} finally {
		run.signal.removeEventListener('abort', interrupt);
		await release(lock);
	}
}

/** A lost connection took its lock with it, and what became of the run is told by its report. */
async function release(lock: RunnerLock): Promise<void> {
	try {
		await lock.release();
	} catch (error) {
		if (!(error instanceof DatabaseUnreachableError)) throw error;
	}
}

async function runLocked(run: Run, lock: RunnerLock): Promise<RunReport> {
	// Another runner may have been at work while this one waited for the lock.
	const found = await planRun(run);
	const idle = nothingToDo(run, found);
	if (idle !== undefined) return idle;
	const { ledger, plan } = found;
	run.onEvent({ type: 'plan', action: run.action, versions: plan.steps.map(versionOf) });
	const rules = transactionRulesOf(run.dialect.name);
	const guard = new LedgerGuard({
		ledger,
		lock,
		rules,
		entries: plan.entries,
		schemaMark: await rules.schemaMark(run.connection),
	});
	const backup = await run.backup?.();
	if (backup !== undefined) run.onEvent({ type: 'backup', ...backup });
	return runSteps(run, plan, guard, backup?.path);
}

/** The report where a plan is refused or empty; undefined where there is work. */
function nothingToDo(run: Run, { ledger, plan }: FoundPlan): RunReport | undefined {
	if (plan.refusal === undefined && plan.steps.length === 0) return reportOf(run, plan, [], { cancelled: false });
	const failure = plan.refusal ?? (ledger.readOnly === undefined ? undefined : { message: ledger.readOnly });
	return failure && reportOf(run, plan, [], { cancelled: false, failure });
}

function planFor(
	run: Pick<Run, 'action' | 'selection' | 'directory' | 'dialect' | 'abilities'>,
	entries: readonly Entry[],
): RunPlan {
	const plan = run.action === 'apply' ? planApply : planRevert;
	return plan(run.directory, entries, run.selection, run.dialect, run.abilities);
}

async function runSteps(run: Run, plan: RunPlan, guard: LedgerGuard, backup: string | undefined): Promise<RunReport> {
	const done: DoneStep[] = [];
	for (const step of plan.steps) {
		if (run.stop.aborted || run.signal.aborted)
			return reportOf(run, plan, done, { cancelled: run.signal.aborted, backup });
		const { version, name } = step.migration.file;
		const began = performance.now();
		try {
			run.onEvent({ type: 'migration started', version, name, statements: plannedStatements(step).length });
			for (const note of step.notes) run.onEvent({ type: 'output', version, text: note });
			await (step.work.type === 'journaled'
				? runJournaled(run, step, step.work, guard)
				: runInTransaction(run, step, guard));
		} catch (error) {
			if (error instanceof RunCancelledError) {
				const brokenOff = { version, name, statementsKept: error.statementsKept };
				return reportOf(run, plan, done, { cancelled: true, brokenOff, begun: 1, backup });
			}
			const failure = failureOf(step, error);
			run.onEvent({ type: 'migration failed', version, name, failure });
			return reportOf(run, plan, done, { cancelled: false, failure, begun: 1, backup });
		}
		const ms = performance.now() - began;
		done.push({ version, name, ms });
		run.onEvent({ type: 'migration done', version, name, ms });
	}
	return reportOf(run, plan, done, { cancelled: false, backup });
}

type DoneStep = RunReport['done'][number];

interface Outcome {
	readonly cancelled: boolean;
	readonly failure?: RunFailure | undefined;
	readonly brokenOff?: BrokenOff;
	/** How many migrations were begun and are not done. */
	readonly begun?: 1;
	readonly backup?: string | undefined;
}

function reportOf(
	run: Run,
	plan: RunPlan,
	done: readonly DoneStep[],
	{ cancelled, failure, brokenOff, begun, backup }: Outcome,
): RunReport {
	return {
		action: run.action,
		done,
		notReached: plan.steps.slice(done.length + (begun ?? 0)).map(versionOf),
		cancelled,
		...(failure && { failure }),
		...(brokenOff && { brokenOff }),
		...(backup !== undefined && { backup }),
	};
}

function versionOf(step: PlannedStep): string {
	return step.migration.file.version;
}
