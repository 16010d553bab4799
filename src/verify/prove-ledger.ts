import { countsAsApplied, type Entry } from '../ledger/entry.ts';
import type { ComparedMigration, LedgerComparison } from '../run/ledger-comparison.ts';
import { migrationLabel } from '../run/loaded-migration.ts';
import { groupBy } from '../sql/group-by.ts';
import type { VerifyEvidence } from './report.ts';

/**
 * Looks at what the migrations table says: twice the same version, versions without a file, failures, what is still
 * pending, and the order of application. That order does no harm where the schema came out right, which the proof of
 * drift tells: then it is a note.
 */
export function judgeLedger(
	{ migrations, withoutFile }: LedgerComparison,
	entries: readonly Entry[],
	schemaIsRight: boolean,
): readonly VerifyEvidence[] {
	return [
		...duplicates(entries),
		...withoutFile.map((entry) => ({
			message: `${entry.version}${entry.name === undefined ? '' : ` (${entry.name})`} is recorded, and there is no such file`,
			version: entry.version,
		})),
		...migrations.flatMap(failed),
		...outOfOrder(migrations).map((evidence) => (schemaIsRight ? { ...evidence, note: true as const } : evidence)),
		...pending(migrations),
		...skipped(migrations),
	];
}

/** True for entries after which the migration's changes must be in the database. */
export function claimsItsChanges({ status, saidToBeThere }: Entry): boolean {
	return countsAsApplied(status) || (status === 'skipped' && saidToBeThere === true);
}

function duplicates(entries: readonly Entry[]): readonly VerifyEvidence[] {
	const counted = groupBy(entries, ({ version }) => version);
	return [...counted]
		.filter(([, rows]) => rows.length > 1)
		.map(([version, rows]) => ({ message: `${version} is recorded ${rows.length} times`, version }));
}

function failed({ migration, entry }: ComparedMigration): readonly VerifyEvidence[] {
	if (entry?.status !== 'failed' && entry?.status !== 'running') return [];
	const said = entry.status === 'failed' ? 'is recorded as failed' : 'is recorded as begun, and never ended';
	const why = entry.error === undefined ? '' : `: ${entry.error}`;
	return [pinned(migration, `${migration.file.version} ${said}${why}`)];
}

/** Each migration that was recorded after a later one; the first such later one is named. */
function outOfOrder(migrations: readonly ComparedMigration[]): readonly VerifyEvidence[] {
	const recorded = migrations.filter(({ entry }) => entry !== undefined && claimsItsChanges(entry));
	return recorded.flatMap(({ migration, entry }, index) => {
		const rank = entry?.rank;
		if (rank === undefined) return [];
		const later = recorded.slice(index + 1).find((other) => (other.entry?.rank ?? rank) < rank);
		if (later === undefined) return [];
		return [pinned(migration, `${migration.file.version} was applied after ${later.migration.file.version}`)];
	});
}

/** How many names a sentence lists. */
const SHOWN = 5;

function pending(migrations: readonly ComparedMigration[]): readonly VerifyEvidence[] {
	const waiting = migrations.filter(
		({ state }) => state === 'pending' || state === 'out of order' || state === 'reverted',
	);
	const [first] = waiting;
	if (first === undefined) return [];
	const names = waiting.slice(0, SHOWN).map(({ migration }) => migrationLabel(migration));
	const more = waiting.length > SHOWN ? ` and ${waiting.length - SHOWN} more` : '';
	return [pinned(first.migration, `pending: ${names.join(', ')}${more}`)];
}

/** One line for each run of migrations that were skipped with the same words. */
function skipped(migrations: readonly ComparedMigration[]): readonly VerifyEvidence[] {
	const recorded = migrations.filter(({ entry }) => entry !== undefined);
	const evidence: VerifyEvidence[] = [];
	for (let at = 0; at < recorded.length; at++) {
		const first = recorded[at];
		if (first?.entry?.status !== 'skipped') continue;
		const words = wordsOf(first);
		const start = at;
		while (recorded[at + 1]?.entry?.status === 'skipped' && wordsOf(recorded[at + 1]) === words) at++;
		const { version } = first.migration.file;
		const which = at === start ? `${version} is` : `${version} to ${recorded[at]?.migration.file.version} are`;
		evidence.push({
			...pinned(first.migration, `${which} recorded as "${words}": nothing of that ran here`),
			note: true,
		});
	}
	return evidence;
}

function wordsOf(compared: ComparedMigration | undefined): string {
	return compared?.entry?.statusText ?? 'skipped';
}

function pinned(migration: ComparedMigration['migration'], message: string): VerifyEvidence {
	return { message, version: migration.file.version, uri: migration.file.uri };
}
