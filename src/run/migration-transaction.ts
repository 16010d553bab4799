import { DatabaseUnreachableError } from '../database/database-error.ts';
import type { RunFailure } from './events.ts';
import { type KnownWorld, type LedgerGuard, WorldChangedError } from './ledger-guard.ts';
import { letMessagesIn } from './let-messages-in.ts';
import { migrationLabel } from './loaded-migration.ts';
import type { PlannedStep } from './plan/run-plan.ts';
import { recordFailure, recordOutcome } from './record-outcome.ts';
import type { Run } from './run.ts';
import { failureOf, MigrationFailedError, RunCancelledError } from './run-failed.ts';
import { runStatements } from './run-statements.ts';
import { resetSession } from './transaction/reset-session.ts';
import { transactionRulesOf } from './transaction/rules-of.ts';
import type { TransactionRules } from './transaction/transaction-rules.ts';
import { withoutNewViolations } from './transaction/without-new-violations.ts';

/**
 * Runs one migration and writes its entry in one transaction, so that both are there or neither. Throws what stopped it,
 * after everything was rolled back.
 */
export async function runInTransaction(run: Run, step: PlannedStep, guard: LedgerGuard): Promise<void> {
	const { connection } = run;
	const rules = transactionRulesOf(run.dialect.name);
	const began = performance.now();
	await rules.begin(connection, {
		enforceForeignKeys: step.work.type !== 'python' && step.work.sql.enforceForeignKeys,
	});
	let next: KnownWorld;
	let mark: string | undefined;
	try {
		await guard.open(connection);
		const statements = await withoutNewViolations(connection, rules, guard, step.migration, () =>
			rules.keepingCounters(connection, () => runScript(run, step)),
		);
		await rules.beforeEntry(connection);
		next = await recordOutcome(run, guard, step, {
			status: 'applied',
			executionMs: performance.now() - began,
			statementsDone: statements,
		});
		mark = await rules.transactionMark(connection);
		await letMessagesIn();
		if (run.signal.aborted) throw new RunCancelledError('cancelled before COMMIT');
	} catch (error) {
		await rollBack(run, rules);
		if (run.signal.aborted) throw new RunCancelledError('cancelled', { cause: error });
		const failure = rolledBack(step, error);
		await recordFailure(run, guard, step, failure);
		throw new MigrationFailedError(failure, error);
	}
	await commit(run, step, rules, mark);
	guard.become(next);
	await resetSession(connection, rules);
}

async function runScript(run: Run, step: PlannedStep): Promise<number> {
	const { version } = step.migration.file;
	if (step.work.type !== 'python') {
		await runStatements(run, step, step.work.sql.statements);
		return step.work.sql.statements.length;
	}
	if (run.runCode === undefined) throw new Error('a plan with a Python migration was made without an interpreter');
	let statements = 0;
	await run.runCode({
		step,
		functionName: step.work.functionName,
		connection: run.connection,
		dialect: run.dialect,
		signal: run.signal,
		onStatement: (index, ms) => {
			statements = index + 1;
			run.onEvent({ type: 'statement done', version, index, ms });
		},
		onOutput: (text) => run.onEvent({ type: 'output', version, text }),
	});
	return statements;
}

function rolledBack(step: PlannedStep, error: unknown): RunFailure {
	const failure = failureOf(step, error);
	return error instanceof WorldChangedError
		? failure
		: { ...failure, message: `${failure.message} Nothing of it was kept.` };
}

async function rollBack(run: Run, rules: TransactionRules): Promise<void> {
	try {
		await run.connection.rollback();
		await rules.reset(run.connection);
	} catch (error) {
		// A lost connection takes the transaction with it: nothing is left to roll back. What broke it is reported already.
		if (!(error instanceof DatabaseUnreachableError)) throw error;
	}
}

/** Commits; where the answer to COMMIT got lost, the server is asked what became of it. */
async function commit(run: Run, step: PlannedStep, rules: TransactionRules, mark: string | undefined): Promise<void> {
	try {
		await run.connection.commit();
	} catch (error) {
		const lost = error instanceof DatabaseUnreachableError && mark !== undefined && run.reconnect !== undefined;
		if (!lost) {
			await rollBack(run, rules);
			throw error;
		}
		throw await settleLostCommit(run, step, rules, mark, error);
	}
}

async function settleLostCommit(
	run: Run,
	step: PlannedStep,
	rules: TransactionRules,
	mark: string,
	cause: Error,
): Promise<Error> {
	const label = migrationLabel(step.migration);
	const fail = (words: string) =>
		new MigrationFailedError(
			{ ...failureOf(step, cause), message: `${label}: the connection was lost at COMMIT. ${words}` },
			cause,
		);
	let committed: boolean | undefined;
	try {
		const connection = await run.reconnect?.();
		try {
			committed = connection && (await rules.wasCommitted(connection, mark));
		} finally {
			await connection?.close();
		}
	} catch (error) {
		return fail(
			`Whether it was applied is not known yet, for the server cannot be asked (${error instanceof Error ? error.message : String(error)}): look at the status once it is back.`,
		);
	}
	if (committed === true) return fail('The server did apply it, and has its entry. Run again for those after it.');
	if (committed === false) return fail('The server rolled it back: nothing of it is there. Run again.');
	return fail('The server does not know that transaction any more: look at the status before running again.');
}
