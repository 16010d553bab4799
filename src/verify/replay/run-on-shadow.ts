import type { LoadedMigration } from '../../run/loaded-migration.ts';
import { withoutUpgrade } from '../../run/plan/plan-apply.ts';
import { isRefusal, planStep } from '../../run/plan/plan-step.ts';
import type { PlannedStep } from '../../run/plan/run-plan.ts';
import type { SqlScript } from '../../run/plan/sql-script.ts';
import { failureOf, RunCancelledError } from '../../run/run-failed.ts';
import { transactionRulesOf } from '../../run/transaction/rules-of.ts';
import { type Manner, runStatementsOnShadow } from './run-statements-on-shadow.ts';
import type { Shadow } from './shadow.ts';
import type { ShadowFailure } from './shadow-failure.ts';
import { sqlOfCode } from './sql-of-code.ts';

/** How one upgrade went on the shadow. */
export interface ShadowRun {
	/** Empty where all of it ran. */
	readonly failures: readonly ShadowFailure[];
	/** False where it may have done in a real database what it could not do here. */
	readonly effectsKnown: boolean;
}

/**
 * Runs an upgrade on the shadow, as a run does it. Where it fails all of it is taken back, and then run once more without
 * the statements that fail: so the later migrations meet the schema that they were written for, and one fault does not
 * hide the next. Throws `RunCancelledError`.
 */
export async function runOnShadow(shadow: Shadow, migration: LoadedMigration): Promise<ShadowRun> {
	const script = migration.text.upgrade;
	if (script === undefined) {
		return { failures: [{ failure: withoutUpgrade(migration), verdict: 'failed' }], effectsKnown: false };
	}
	const step = planStep({ action: 'apply', migration, script }, shadow.dialect, shadow.abilities);
	if (isRefusal(step)) {
		// SQL is refused for what the script says, code for what this machine cannot run.
		const verdict = script.language === 'sql' ? 'failed' : 'not proved';
		const guess = { migration, script, notes: [], work: { type: 'python', functionName: '' } } as const;
		return { failures: [{ failure: step, verdict }], effectsKnown: await runSqlOfCode(shadow, guess) };
	}
	switch (step.work.type) {
		case 'python':
			return await runCode(shadow, step, step.work.functionName);
		case 'journaled':
			return outcome(await runAlone(shadow, step, step.work.sql));
		default:
			return await runSql(shadow, step, step.work.sql);
	}
}

async function runSql(shadow: Shadow, step: PlannedStep, sql: SqlScript): Promise<ShadowRun> {
	const failures = await inTransaction(shadow, step, sql, 'all or nothing');
	if (failures.length === 0) return outcome(failures);
	const others = await inTransaction(shadow, step, sql, 'under savepoints');
	return outcome(others.length > 0 ? others : failures);
}

/** A statement that fails on the schema it meets changes nothing in a real database either. */
function outcome(failures: readonly ShadowFailure[]): ShadowRun {
	const known = failures.every(({ verdict, statement }) => verdict === 'failed' && statement !== undefined);
	return { failures, effectsKnown: known };
}

async function inTransaction(
	shadow: Shadow,
	step: PlannedStep,
	{ statements, enforceForeignKeys }: Pick<SqlScript, 'statements' | 'enforceForeignKeys'>,
	manner: Manner,
): Promise<readonly ShadowFailure[]> {
	const { connection } = shadow;
	const rules = transactionRulesOf(shadow.dialect.name);
	await rules.begin(connection, { enforceForeignKeys });
	try {
		const failures = await runStatementsOnShadow(shadow, step, statements, manner);
		if (manner === 'all or nothing' && failures.length > 0) return failures;
		try {
			await rules.checkDeferred(connection);
			await connection.commit();
			return failures;
		} catch (error) {
			return [...failures, { failure: failureOf(step, error), verdict: 'failed' }];
		}
	} finally {
		await connection.rollback();
		await rules.reset(connection);
	}
}

async function runAlone(shadow: Shadow, step: PlannedStep, sql: SqlScript): Promise<readonly ShadowFailure[]> {
	try {
		return await runStatementsOnShadow(shadow, step, sql.statements, 'alone');
	} finally {
		await transactionRulesOf(shadow.dialect.name).reset(shadow.connection);
	}
}

async function runCode(shadow: Shadow, step: PlannedStep, functionName: string): Promise<ShadowRun> {
	const { connection, dialect, signal } = shadow;
	if (shadow.runCode === undefined) throw new Error('a step with code was planned without an interpreter');
	const rules = transactionRulesOf(dialect.name);
	await rules.begin(connection, { enforceForeignKeys: false });
	try {
		await shadow.runCode({
			step,
			functionName,
			connection,
			dialect,
			signal,
			onStatement: ignore,
			onOutput: ignore,
		});
		await rules.checkDeferred(connection);
		await connection.commit();
		return { failures: [], effectsKnown: true };
	} catch (error) {
		if (error instanceof RunCancelledError) throw error;
		const failure: ShadowFailure = { failure: failureOf(step, error), verdict: 'failed' };
		await connection.rollback();
		return { failures: [failure], effectsKnown: await runSqlOfCode(shadow, step) };
	} finally {
		await connection.rollback();
		await rules.reset(connection);
	}
}

/** What code prints while it is replayed is of no use to anybody. */
function ignore(): void {
	// Nothing to do.
}

/**
 * Runs in place of code that cannot run the SQL that was read in it, where that is all that it does. Returns whether it
 * was, so that the effects are known.
 */
async function runSqlOfCode(shadow: Shadow, step: PlannedStep): Promise<boolean> {
	const statements = sqlOfCode(step.script, shadow.dialect);
	if (statements === undefined) return false;
	const failures = await inTransaction(shadow, step, { statements, enforceForeignKeys: false }, 'under savepoints');
	return failures.every(({ statement }) => statement !== undefined);
}
