import { indexIsInvalid, settleStatement } from './journal/settle-statement.ts';
import type { LedgerGuard } from './ledger-guard.ts';
import type { PlannedStep, PlannedWork } from './plan/run-plan.ts';
import type { ScriptStatement } from './plan/sql-script.ts';
import { type Outcome, recordOutcome } from './record-outcome.ts';
import type { Run } from './run.ts';
import { failureOf, MigrationFailedError, placeOf, RunCancelledError } from './run-failed.ts';
import { runStatements } from './run-statements.ts';
import { resetSession } from './transaction/reset-session.ts';
import { transactionRulesOf } from './transaction/rules-of.ts';
import type { TransactionRules } from './transaction/transaction-rules.ts';
import { withoutNewViolations } from './transaction/without-new-violations.ts';

type JournaledWork = Extract<PlannedWork, { type: 'journaled' }>;

/**
 * Runs a migration with statements that the database refuses inside a transaction. Its entry stands there as `running`
 * before the first statement and counts the statements that are done; each statement that can has a transaction of its own
 * together with that count. After a crash the database is before, after, or where the entry says.
 */
export async function runJournaled(
	run: Run,
	step: PlannedStep,
	work: JournaledWork,
	guard: LedgerGuard,
): Promise<void> {
	await new JournaledMigration(run, step, work, guard).apply();
}

class JournaledMigration {
	readonly #run: Run;
	readonly #step: PlannedStep;
	readonly #work: JournaledWork;
	readonly #guard: LedgerGuard;
	readonly #rules: TransactionRules;
	readonly #began = performance.now();

	constructor(run: Run, step: PlannedStep, work: JournaledWork, guard: LedgerGuard) {
		this.#run = run;
		this.#step = step;
		this.#work = work;
		this.#guard = guard;
		this.#rules = transactionRulesOf(run.dialect.name);
	}

	async apply(): Promise<void> {
		const { statements } = this.#work.sql;
		let done = this.#work.resumeAt;
		await this.#record('running', done);
		try {
			for (const statement of statements.slice(done)) {
				if (statement.statement.transactional) await this.#inTransaction(statement, done);
				else await this.#alone(statement, done);
				done += 1;
			}
			await this.#record('applied', done);
		} catch (error) {
			throw await this.#stopped(error, done);
		}
		await resetSession(this.#run.connection, this.#rules);
	}

	/** Runs a statement together with its count. */
	async #inTransaction(statement: ScriptStatement, index: number): Promise<void> {
		const { connection } = this.#run;
		await this.#rules.begin(connection, this.#work.sql);
		await this.#guard.open(connection);
		await withoutNewViolations(connection, this.#rules, this.#guard, this.#step.migration, () =>
			runStatements(this.#run, this.#step, [statement], index),
		);
		await this.#recordAndCommit('running', index + 1);
	}

	/** Runs a statement that the database refuses inside a transaction, and then counts it. */
	async #alone(statement: ScriptStatement, index: number): Promise<void> {
		const { connection } = this.#run;
		if (await this.#mustRun(statement, index)) {
			await this.#rules.beforeLoneStatement(connection);
			await runStatements(this.#run, this.#step, [statement], index);
			await this.#rules.afterLoneStatement(connection);
			await this.#guard.learnSchema(connection);
		}
		if (await indexIsInvalid(connection, statement.statement)) {
			throw this.#failed(statement, 'the index is there, but INVALID: it is not used, and its constraint not enforced');
		}
		await this.#record('running', index + 1);
	}

	/** False where an earlier run did it, and was broken off before it could count it. */
	async #mustRun(statement: ScriptStatement, index: number): Promise<boolean> {
		const { entry } = this.#step;
		const begunBefore = this.#run.action === 'apply' && index === this.#work.resumeAt;
		if (!begunBefore || (entry?.status !== 'running' && entry?.status !== 'failed')) return true;
		const settled = await settleStatement(this.#run.connection, statement.statement);
		if (settled !== 'unknown') return settled === 'repeat';
		// What the database itself refused had no effect.
		if (entry.status === 'failed') return true;
		throw this.#failed(
			statement,
			`its statement ${index + 1} was broken off, and whether it took effect cannot be told. Look at the database, and take the statement out of the file if it did`,
		);
	}

	#failed(statement: ScriptStatement, words: string): MigrationFailedError {
		return new MigrationFailedError(failureOf(this.#step, new Error(words), placeOf(statement)));
	}

	/** Records how far it came, and returns what to throw. */
	async #stopped(error: unknown, done: number): Promise<Error> {
		const { connection, onEvent, action } = this.#run;
		const failure = failureOf(this.#step, error);
		let leftInvalid = false;
		try {
			await connection.rollback();
			await this.#rules.reset(connection);
			await this.#record('failed', done, error instanceof RunCancelledError ? 'cancelled' : failure.message);
			const statement = this.#work.sql.statements[done]?.statement;
			leftInvalid = statement !== undefined && (await indexIsInvalid(connection, statement));
		} catch (recordError) {
			const words = recordError instanceof Error ? recordError.message : String(recordError);
			const { version } = this.#step.migration.file;
			onEvent({
				type: 'output',
				version,
				text: `The failure could not be recorded, the entry stays "running": ${words}`,
			});
		}
		if (error instanceof RunCancelledError) {
			return new RunCancelledError(error.message, { cause: error, statementsKept: done });
		}
		return new MigrationFailedError(
			{ ...failure, message: `${failure.message} ${whatStays(action, done, leftInvalid)}` },
			error,
		);
	}

	/** Writes how far the migration came, in a transaction of its own. */
	async #record(status: Outcome['status'], done: number, error?: string): Promise<void> {
		const { connection } = this.#run;
		await connection.begin('write');
		try {
			await this.#guard.open(connection);
			await this.#recordAndCommit(status, done, error);
		} catch (recordError) {
			await connection.rollback();
			throw recordError;
		}
	}

	async #recordAndCommit(status: Outcome['status'], done: number, error?: string): Promise<void> {
		const { connection, action } = this.#run;
		await this.#rules.beforeEntry(connection);
		const half = action === 'revert' && status !== 'applied';
		const known = await recordOutcome(this.#run, this.#guard, this.#step, {
			status,
			executionMs: performance.now() - this.#began,
			// The count is of the upgrade's statements, where the next `up` goes on. Half a revert is nothing to go on from.
			...(!half && { statementsDone: done }),
			...(half && {
				error: `stopped while it was reverted, after statement ${done}${error === undefined ? '' : `: ${error}`}`,
			}),
			...(!half && error !== undefined && { error }),
		});
		await connection.commit();
		this.#guard.become(known);
	}
}

function whatStays(action: Run['action'], done: number, leftInvalid: boolean): string {
	const stays = done === 1 ? 'Its first statement is done and stays' : `Its first ${done} statements are done and stay`;
	// Half a revert is for people to settle: see `planRevert`.
	if (action === 'revert') return done === 0 ? 'Nothing of it was done.' : `${stays}.`;
	const index = 'The index that is INVALID stays until the next run, which drops it and makes it again.';
	if (done === 0) return leftInvalid ? index : 'Nothing of it was kept.';
	return `${stays}; the next run goes on behind ${done === 1 ? 'it' : 'them'}.${leftInvalid ? ` ${index}` : ''}`;
}
