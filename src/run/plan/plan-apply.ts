import type { Entry } from '../../ledger/entry.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { RunFailure } from '../events.ts';
import { type ComparedMigration, compareWithLedger } from '../ledger-comparison.ts';
import { type LoadedDirectory, migrationLabel } from '../loaded-migration.ts';
import { isRefusal, planStep } from './plan-step.ts';
import type { PlannedStep, RunAbilities, RunPlan, RunSelection } from './run-plan.ts';

/**
 * Plans the migrations that are pending, in order. Refuses as a whole where going on would part the migrations table from
 * the schema: after a failed, edited or missing one, out of order, or where two files share a number.
 */
export function planApply(
	directory: LoadedDirectory,
	entries: readonly Entry[],
	selection: RunSelection,
	dialect: Dialect,
	abilities: RunAbilities,
): RunPlan {
	const plan = { action: 'apply', entries } as const;
	const { migrations, withoutFile } = compareWithLedger(directory, entries);
	const target = selection.to;
	const known = (version: string) =>
		directory.migrations.some(({ file }) => directory.compareVersions(file.version, version) === 0);
	if (target !== undefined && !known(target)) {
		return {
			...plan,
			steps: [],
			refusal: { message: `There is no migration ${target}. Give the version of a file in the migration directory.` },
		};
	}
	const refusal = missingFile(withoutFile) ?? firstDefined(migrations, (compared) => blocks(compared, dialect));
	if (refusal !== undefined) return { ...plan, steps: [], refusal };

	const pending = migrations.filter(({ state }) => state === 'pending' || state === 'reverted' || state === 'failed');
	const wanted = pending
		.filter(({ migration }) => target === undefined || directory.compareVersions(migration.file.version, target) <= 0)
		.slice(0, selection.steps);
	const steps: PlannedStep[] = [];
	for (const { migration, entry, sharesNumberWith } of wanted) {
		const twin = sharesNumberWith[0];
		if (twin !== undefined)
			return {
				...plan,
				steps,
				refusal: sharedNumber(
					migration.file.version,
					migrationLabel(migration),
					migrationLabel(twin),
					migration.file.uri,
				),
			};
		const script = migration.text.upgrade;
		if (script === undefined) return { ...plan, steps, refusal: withoutUpgrade(migration) };
		const planned = planStep({ action: 'apply', migration, script, ...(entry && { entry }) }, dialect, abilities);
		if (isRefusal(planned)) return { ...plan, steps, refusal: planned };
		steps.push(planned);
	}
	const later = pending.slice(wanted.length).map(({ migration }) => migration.file.version);
	return { ...plan, steps, ...(later.length > 0 && { later }) };
}

/** Why nothing may be applied while a migration is in this state. */
function blocks({ migration, entry, state, note }: ComparedMigration, dialect: Dialect): RunFailure | undefined {
	const { version, uri } = migration.file;
	const label = migrationLabel(migration);
	if (migration.unreadable !== undefined) return { message: migration.unreadable, version, uri };
	switch (state) {
		case 'failed':
			// One that stopped half way outside a transaction says how far it came, and goes on from there.
			if (entry?.statementsDone !== undefined && migration.text.language === 'sql') return undefined;
			return {
				message: `${label} is recorded as ${entry?.status}${entry?.error === undefined ? '' : ` (${entry.error})`}. Check what of it is in the ${dialect.label} database, then correct its row in the migrations table.`,
				version,
				uri,
			};
		case 'edited':
			return {
				message: `${label} was edited after it was applied, so file and database may differ. Restore the file as it ran${entry?.appliedAt === undefined ? '' : ` on ${entry.appliedAt}`}, and write the change as a new migration.`,
				version,
				uri,
			};
		case 'out of order':
			return {
				message: `${label} is ${note}. Give it a number after the newest applied migration.`,
				version,
				uri,
			};
		default:
			return undefined;
	}
}

function missingFile(withoutFile: readonly Entry[]): RunFailure | undefined {
	const gone = withoutFile.filter(({ status }) => status === 'applied');
	const [first] = gone;
	if (first === undefined) return undefined;
	const versions = gone.map(({ version, name }) => (name === undefined ? version : `${version} (${name})`)).join(', ');
	return {
		message: `The migrations table says that ${versions} ran, and the file is gone. Bring it back from version control, or switch to the branch that has it.`,
		version: first.version,
	};
}

function sharedNumber(version: string, label: string, twin: string, uri: string): RunFailure {
	return {
		message: `${label} and ${twin} have the same number ${version}, and the migrations table can record only one of them. Give one of them another number.`,
		version,
		uri,
	};
}

/** Why a migration without an upgrade cannot be applied. */
export function withoutUpgrade(migration: ComparedMigration['migration']): RunFailure {
	const { version, uri } = migration.file;
	const label = migrationLabel(migration);
	const exported = migration.text.functions.map(({ name }) => `${name}()`).join(', ');
	const message =
		migration.text.language === 'sql'
			? `${label} has no upgrade. Write one, or remove the file.`
			: `${label} has no upgrade function${exported === '' ? '' : `: it has ${exported}`}. Rename the function as the other migrations call theirs.`;
	return { message, version, uri };
}

function firstDefined<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
	for (const item of items) {
		const found = find(item);
		if (found !== undefined) return found;
	}
	return undefined;
}
