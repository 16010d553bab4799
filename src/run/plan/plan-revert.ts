import { countsAsApplied, type Entry } from '../../ledger/entry.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { RunFailure } from '../events.ts';
import { type ComparedMigration, compareWithLedger, upgradeUnchanged } from '../ledger-comparison.ts';
import { type LoadedDirectory, migrationLabel } from '../loaded-migration.ts';
import { isRefusal, planStep } from './plan-step.ts';
import type { PlannedStep, RunAbilities, RunPlan, RunSelection } from './run-plan.ts';

/**
 * Plans taking applied migrations back, the last applied first. Refuses as a whole where one of them has no usable
 * downgrade, or is not the one that ran.
 */
export function planRevert(
	directory: LoadedDirectory,
	entries: readonly Entry[],
	selection: RunSelection,
	dialect: Dialect,
	abilities: RunAbilities,
): RunPlan {
	const plan = { action: 'revert', entries } as const;
	const compared = compareWithLedger(directory, entries);
	const { to } = selection;
	if (to !== undefined && !entries.some(({ version }) => directory.compareVersions(version, to) === 0)) {
		return {
			...plan,
			steps: [],
			refusal: {
				message: `${to} is not applied, so there is no going back to it. Give the version of an applied migration.`,
			},
		};
	}
	const refusal = unfinished(compared.migrations);
	if (refusal !== undefined) return { ...plan, steps: [], refusal };

	const steps: PlannedStep[] = [];
	for (const entry of lastApplied(directory, entries, selection)) {
		const found = compared.migrations.find((candidate) => candidate.entry === entry);
		const planned = found === undefined ? fileGone(entry) : planOne(found, entry, dialect, abilities);
		if (isRefusal(planned)) return { ...plan, steps, refusal: planned };
		steps.push(planned);
	}
	return { ...plan, steps };
}

/** The entries to take back, last applied first: everything after `to`, or the last `steps` (one, where nothing is said). */
function lastApplied(
	directory: LoadedDirectory,
	entries: readonly Entry[],
	{ to, steps }: RunSelection,
): readonly Entry[] {
	const applied = entries.filter(({ status }) => countsAsApplied(status)).toReversed();
	if (to === undefined) return applied.slice(0, steps ?? 1);
	return applied.filter(({ version }) => directory.compareVersions(version, to) > 0).slice(0, steps);
}

function planOne(
	found: ComparedMigration,
	entry: Entry,
	dialect: Dialect,
	abilities: RunAbilities,
): PlannedStep | RunFailure {
	const { migration } = found;
	const { version, uri } = migration.file;
	const label = migrationLabel(migration);
	if (migration.unreadable !== undefined) return { message: migration.unreadable, version, uri };
	if (entry.status === 'baselined') {
		return {
			message: `${label} was recorded as part of the baseline: it never ran here, so there is nothing to take back.`,
			version,
			uri,
		};
	}
	if (!upgradeUnchanged(migration, entry)) {
		return {
			message: `${label} was edited after it was applied, so its downgrade may not undo what ran. Restore the file as it was.`,
			version,
			uri,
		};
	}
	const script = migration.text.downgrade;
	if (script === undefined || script.empty) {
		return {
			message: `${label} has no downgrade. Write one that undoes what it did, or go forward with a new migration.`,
			version,
			uri: script?.uri ?? uri,
			...(script && { range: script.range }),
		};
	}
	return planStep({ action: 'revert', migration, script, entry }, dialect, abilities);
}

function unfinished(migrations: readonly ComparedMigration[]): RunFailure | undefined {
	const failed = migrations.find(({ state }) => state === 'failed');
	if (failed === undefined) return undefined;
	return {
		message: `${migrationLabel(failed.migration)} is recorded as ${failed.entry?.status}: what of it is in the database is not known. Settle that first.`,
		version: failed.migration.file.version,
		uri: failed.migration.file.uri,
	};
}

function fileGone(entry: Entry): RunFailure {
	return {
		message: `The file of ${entry.version}${entry.name === undefined ? '' : ` (${entry.name})`} is gone, and with it the downgrade. Bring it back from version control.`,
		version: entry.version,
	};
}
