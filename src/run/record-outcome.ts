import type { Entry } from '../ledger/entry.ts';
import { checksumOf } from './checksum.ts';
import type { RunFailure } from './events.ts';
import type { KnownWorld, LedgerGuard } from './ledger-guard.ts';
import type { PlannedStep } from './plan/run-plan.ts';
import { recordedText } from './recorded-text.ts';
import type { Run } from './run.ts';

/** How far a migration came. */
export type Outcome = Pick<Entry, 'status' | 'executionMs' | 'statementsDone' | 'error'>;

/**
 * Writes (or, for a revert that is done, takes back) the entry of a migration, in the transaction that is open. Returns what
 * the database looks like once that is committed.
 */
export async function recordOutcome(
	run: Run,
	guard: LedgerGuard,
	step: PlannedStep,
	outcome: Outcome,
): Promise<KnownWorld> {
	const { connection, action } = run;
	const { ledger } = guard;
	const version = step.entry?.version ?? step.migration.file.version;
	const reverted = action === 'revert' && outcome.status === 'applied';
	if (reverted) await ledger.remove(connection, version);
	else await ledger.write(connection, entryFor(run, step, outcome));
	if (outcome.status !== 'running') {
		await ledger.note(connection, {
			version,
			action,
			outcome: outcome.status === 'failed' ? 'failed' : 'done',
			...(outcome.error !== undefined && { detail: outcome.error }),
		});
	}
	return guard.after(connection, version, reverted ? undefined : outcome.status);
}

/**
 * Notes a failure in the history, after everything else of the migration was rolled back. A history that cannot be written
 * must not hide what went wrong: that is said as output.
 */
export async function recordFailure(
	run: Run,
	guard: LedgerGuard,
	step: PlannedStep,
	failure: RunFailure,
): Promise<void> {
	const { version } = step.migration.file;
	try {
		// A first migration that failed took the table that it made with it.
		if (guard.ledgerExists)
			await guard.ledger.note(run.connection, {
				version,
				action: run.action,
				outcome: 'failed',
				detail: failure.message,
			});
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		run.onEvent({ type: 'output', version, text: `The failure could not be noted in the history: ${words}` });
	}
}

function entryFor(run: Run, step: PlannedStep, outcome: Outcome): Entry {
	const { migration, entry } = step;
	const sql = recordedText(migration, migration.text.upgrade);
	const downgrade = recordedText(migration, migration.text.downgrade);
	return {
		version: entry?.version ?? migration.file.version,
		name: migration.file.name,
		checksum: checksumOf(migration.source),
		...(sql !== undefined && { sql }),
		...(downgrade !== undefined && { downgrade }),
		appliedAt: new Date().toISOString(),
		appliedBy: run.appliedBy,
		toolVersion: run.toolVersion,
		...outcome,
	};
}
