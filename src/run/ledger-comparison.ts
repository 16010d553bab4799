import { countsAsApplied, type Entry } from '../ledger/entry.ts';
import { checksumOf } from './checksum.ts';
import type { LoadedDirectory, LoadedMigration } from './loaded-migration.ts';
import type { MigrationState } from './migration-state.ts';
import { recordedText } from './recorded-text.ts';

/** A migration of the directory beside what the migrations table says of it. */
export interface ComparedMigration {
	readonly migration: LoadedMigration;
	readonly entry?: Entry;
	readonly state: MigrationState;
	readonly note?: string;
	/** The other files that took the same number. The migrations table can tell only one of them. */
	readonly sharesNumberWith: readonly LoadedMigration[];
}

/** The directory and the migrations table, side by side. */
export interface LedgerComparison {
	/** In the order of the directory. */
	readonly migrations: readonly ComparedMigration[];
	/** Entries that say their migration ran, and whose file is gone; in order of application. */
	readonly withoutFile: readonly Entry[];
}

/** Holds the files of a directory against the entries of a migrations table, which are in order of application. */
export function compareWithLedger(directory: LoadedDirectory, entries: readonly Entry[]): LedgerComparison {
	const entryOf = entryFinder(directory, entries);
	const matched = directory.migrations.map((migration, index) => {
		const twins = sameNumber(directory, index);
		return { migration, twins, entry: entryOf(migration, twins) };
	});
	const found = new Set(matched.map(({ entry }) => entry));
	const rank = new Map(entries.map((entry, place) => [entry, place]));
	const places = matched.map(({ entry }) => (entry !== undefined && isRecorded(entry) ? rank.get(entry) : undefined));

	/** The first of the later migrations that was recorded before this one, or while this one is not recorded at all. */
	const recordedLater = (index: number): string | undefined => {
		const own = places[index] ?? Number.POSITIVE_INFINITY;
		const later = places.findIndex((place, other) => other > index && place !== undefined && place < own);
		return matched[later]?.migration.file.version;
	};

	return {
		migrations: matched.map(({ migration, twins, entry }, index) => ({
			migration,
			...(entry && { entry }),
			sharesNumberWith: twins,
			...stateOf(migration, twins, entry, recordedLater(index)),
		})),
		withoutFile: entries.filter((entry) => !found.has(entry) && isRecorded(entry)),
	};
}

/** True for entries after which a migration is no longer pending, whether it ran or was left out. */
function isRecorded(entry: Entry): boolean {
	return countsAsApplied(entry.status) || entry.status === 'skipped';
}

/** The other migrations with the number of the one at `index`: equal versions stand side by side. */
function sameNumber(directory: LoadedDirectory, index: number): readonly LoadedMigration[] {
	const { migrations } = directory;
	const version = migrations[index]?.file.version ?? '';
	const equal = (other: LoadedMigration) => directory.compareVersions(other.file.version, version) === 0;
	let first = index;
	let end = index + 1;
	for (let before = migrations[first - 1]; before !== undefined && equal(before); before = migrations[first - 1])
		first--;
	for (let after = migrations[end]; after !== undefined && equal(after); after = migrations[end]) end++;
	return migrations.slice(first, end).filter((_, offset) => first + offset !== index);
}

/**
 * Finds entries by version, also where the table writes it in another way (`3` for `003`). Of files with the same
 * number the entry belongs to the one with its name, or else to the first.
 */
function entryFinder(directory: LoadedDirectory, entries: readonly Entry[]) {
	const exact = new Map(entries.map((entry) => [entry.version, entry]));
	const versions = new Set(directory.migrations.map(({ file }) => file.version));
	const others = entries.filter(({ version }) => !versions.has(version));
	return (migration: LoadedMigration, twins: readonly LoadedMigration[]): Entry | undefined => {
		const { version } = migration.file;
		const entry = exact.get(version) ?? others.find((other) => directory.compareVersions(other.version, version) === 0);
		if (entry === undefined || twins.length === 0) return entry;
		const all = directory.migrations.filter((other) => other === migration || twins.includes(other));
		const owner = all.find(({ file }) => file.name === entry.name || file.fileName === entry.name) ?? all[0];
		return owner === migration ? entry : undefined;
	};
}

function stateOf(
	migration: LoadedMigration,
	twins: readonly LoadedMigration[],
	entry: Entry | undefined,
	recordedLater: string | undefined,
): { readonly state: MigrationState; readonly note?: string } {
	const twin = twins[0]?.file.fileName;
	if (entry === undefined) {
		if (twin !== undefined) return { state: 'pending', note: `shares its number with ${twin}` };
		return recordedLater === undefined
			? { state: 'pending' }
			: { state: 'out of order', note: `not applied, though ${recordedLater} is` };
	}
	switch (entry.status) {
		case 'failed':
			return { state: 'failed', ...(entry.error !== undefined && { note: entry.error }) };
		case 'running':
			return { state: 'failed', note: 'began and did not end' };
		case 'skipped':
			return { state: 'skipped', note: `recorded as ${entry.statusText ?? 'skipped'}` };
		case 'reverted':
			return { state: 'reverted' };
		default: {
			if (wasEdited(migration, entry)) return { state: 'edited', note: 'edited after it was applied' };
			const notes = [
				...(recordedLater === undefined ? [] : [`applied after ${recordedLater}`]),
				...(entry.status === 'applied' ? [] : [`recorded as ${entry.status}`]),
			];
			return { state: 'applied', ...(notes.length > 0 && { note: notes.join(', ') }) };
		}
	}
}

/** True where the file is known to be another than the one that ran. Tables without checksums cannot tell. */
function wasEdited(migration: LoadedMigration, entry: Entry): boolean {
	if (entry.checksum === undefined || migration.unreadable !== undefined) return false;
	return entry.checksum !== checksumOf(migration.source);
}

/** True where only something else than the upgrade (the downgrade, a comment around it) was edited since it ran. */
export function upgradeUnchanged(migration: LoadedMigration, entry: Entry): boolean {
	if (!wasEdited(migration, entry)) return true;
	if (entry.sql === undefined || migration.text.language !== 'sql') return false;
	const now = recordedText(migration, migration.text.upgrade);
	return now !== undefined && checksumOf(now) === checksumOf(entry.sql);
}
