import { settleStatement } from './journal/settle-statement.ts';
import type { LedgerGuard } from './ledger-guard.ts';
import { migrationLabel } from './loaded-migration.ts';
import type { PlannedStep, PlannedWork } from './plan/run-plan.ts';
import type { ScriptStatement } from './plan/sql-script.ts';
import { type Outcome, recordOutcome } from './record-outcome.ts';
import type { Run } from './run.ts';
import { failureOf, MigrationFailedError, RunCancelledError } from './run-failed.ts';
import { runStatements } from './run-statements.ts';
import { transactionRulesOf } from './transaction/rules-of.ts';
import type { ScriptSettings } from './transaction/transaction-rules.ts';

/**
 * Runs a migration with statements that the database refuses inside a transaction. Its entry stands there as `running`
 * before the first statement and counts the statements that are done; each statement that can has a transaction of its own
 * together with that count. After a crash the database is before, after, or where the entry says.
 */
export async function runJournaled(
	run: Run,
	step: PlannedStep,
	work: Extract<PlannedWork, { type: 'journaled' }>,
	guard: LedgerGuard,
): Promise<void> {
	const { connection } = run;
	const rules = transactionRulesOf(run.dialect.name);
	const { statements } = work.sql;
	const began = performance.now();
	const ms = () => performance.now() - began;
	// An entry that is there as `running` without an outcome: that statement may have been done all the same.
	const interrupted = run.action === 'apply' && step.entry?.status === 'running';
	let done = work.resumeAt;
	await record(run, step, guard, { status: 'running', statementsDone: done });
	try {
		for (const statement of statements.slice(done)) {
			const resumed = (interrupted || step.entry?.status === 'failed') && done === work.resumeAt;
			await runOne(run, step, guard, statement, done, resumed, work.sql);
			done++;
		}
		await record(run, step, guard, { status: 'applied', statementsDone: done, executionMs: ms() });
	} catch (error) {
		const cancelled = error instanceof RunCancelledError;
		const failure = failureOf(step, error);
		await connection.rollback();
		await rules.reset(connection);
		await record(run, step, guard, {
			status: 'failed',
			statementsDone: done,
			executionMs: ms(),
			error: cancelled ? 'cancelled' : failure.message,
		});
		if (cancelled) throw error;
		const kept =
			done === 0
				? 'Nothing of it was kept.'
				: `Its first ${done === 1 ? 'statement is' : `${done} statements are`} done and stay; the next run goes on behind them.`;
		throw new MigrationFailedError({ ...failure, message: `${failure.message} ${kept}` }, error);
	}
	await rules.reset(connection);
}

/** Runs one statement: in a transaction together with the count, or, where that is refused, before it. */
async function runOne(
	run: Run,
	step: PlannedStep,
	guard: LedgerGuard,
	statement: ScriptStatement,
	index: number,
	resumed: boolean,
	settings: ScriptSettings,
): Promise<void> {
	const running: Outcome = { status: 'running', statementsDone: index + 1 };
	if (statement.statement.transactional) {
		await transactionRulesOf(run.dialect.name).begin(run.connection, settings);
		await guard.open(run.connection);
		await runStatements(run, step, [statement], index);
		await recordAndCommit(run, step, guard, running);
		return;
	}
	const settled = resumed ? await settleStatement(run.connection, statement.statement) : 'repeat';
	if (settled === 'unknown') {
		throw new MigrationFailedError({
			...failureOf(step, new Error('it was broken off, and whether it took effect cannot be told'), {
				statement: statement.sql,
				range: statement.range,
			}),
			message: `${migrationLabel(step.migration)}: its statement ${index + 1} was broken off, and whether it took effect cannot be told from the database. Look, and remove it from the file if it did.`,
		});
	}
	if (settled === 'repeat') await runStatements(run, step, [statement], index);
	await record(run, step, guard, running);
}

/** Writes how far the migration came, in a transaction of its own. */
async function record(run: Run, step: PlannedStep, guard: LedgerGuard, outcome: Outcome): Promise<void> {
	await run.connection.begin('write');
	try {
		// VACUUM changes SQLite's schema cookie by itself, so only the entries are held against what is known.
		await guard.open(run.connection, { schema: outcome.status === 'running' && outcome.statementsDone === 0 });
		await recordAndCommit(run, step, guard, outcome);
	} catch (error) {
		await run.connection.rollback();
		throw error;
	}
}

async function recordAndCommit(run: Run, step: PlannedStep, guard: LedgerGuard, outcome: Outcome): Promise<void> {
	await transactionRulesOf(run.dialect.name).beforeEntry(run.connection);
	await recordOutcome(run, guard.ledger, step, outcome);
	const known = await guard.learn(run.connection);
	await run.connection.commit();
	guard.become(known);
}
