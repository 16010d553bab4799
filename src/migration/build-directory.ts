import type { DialectName } from '../sql/dialect.ts';
import { groupBy } from '../sql/group-by.ts';
import { compareText } from './compare-versions.ts';
import type { Convention, ParsedName } from './convention.ts';
import { languageOf } from './language.ts';
import type { MigrationDirectory, MigrationFile } from './migration.ts';

/** A file of a folder. `fileName` is decoded; where each migration is a folder, it is the path from the directory on. */
export interface DirectoryEntry {
	readonly uri: string;
	readonly fileName: string;
}

export interface DirectoryOptions {
	readonly convention: Convention;
	readonly dialect: DialectName;
	readonly lintFrom?: string;
	/** What led to convention and dialect; what is left aside is added to it. */
	readonly evidence?: readonly string[];
}

interface NamedEntry extends DirectoryEntry {
	readonly parsed: ParsedName;
}

/**
 * Returns the migrations of a folder in the order in which they are applied. Files that the convention does not know as
 * migrations are left aside. Halves are joined; a downgrade without its upgrade stands as a migration whose
 * `downgradeUri` is its own, so that it is seen.
 */
export function buildDirectory(
	uri: string,
	entries: readonly DirectoryEntry[],
	{ convention, dialect, lintFrom, evidence = [] }: DirectoryOptions,
): MigrationDirectory {
	const named: NamedEntry[] = [];
	const aside: string[] = [];
	for (const entry of entries) {
		const parsed = convention.parseName(entry.fileName);
		if (parsed === undefined) aside.push(entry.fileName);
		else named.push({ ...entry, parsed });
	}
	return {
		uri,
		convention: convention.id,
		dialect,
		files: joinHalves(named).toSorted(
			(a, b) => convention.compareVersions(a.version, b.version) || compareText(a.fileName, b.fileName),
		),
		...(lintFrom === undefined ? {} : { lintFrom }),
		evidence: [...evidence, ...leftAside(aside)],
	};
}

function joinHalves(named: readonly NamedEntry[]): MigrationFile[] {
	const upgrades = named.filter(({ parsed }) => parsed.half !== 'downgrade' && parsed.downgradeOf === undefined);
	const others = named.filter(({ parsed }) => parsed.half === 'downgrade' || parsed.downgradeOf !== undefined);
	const byVersion = groupBy(upgrades, ({ parsed }) => parsed.version);
	const downgradeOf = new Map<NamedEntry, NamedEntry>();
	const alone: MigrationFile[] = [];
	for (const entry of others) {
		const partner = findUpgrade(
			entry.parsed,
			(byVersion.get(entry.parsed.version) ?? []).filter((upgrade) => !downgradeOf.has(upgrade)),
		);
		if (partner !== undefined) downgradeOf.set(partner, entry);
		else alone.push(entry.parsed.half === undefined ? toFile(entry) : toFile(entry, entry));
	}
	return [...upgrades.map((entry) => toFile(entry, downgradeOf.get(entry))), ...alone];
}

/** Tools pair by the version alone; the names only decide between several of one version. */
function findUpgrade({ name, half, downgradeOf }: ParsedName, upgrades: readonly NamedEntry[]): NamedEntry | undefined {
	const named = upgrades.find(({ parsed }) => (downgradeOf ?? [name]).includes(parsed.name));
	if (named !== undefined || half === undefined) return named;
	return upgrades.length === 1 ? upgrades[0] : undefined;
}

function toFile({ uri, fileName, parsed }: NamedEntry, downgrade?: NamedEntry): MigrationFile {
	return {
		uri,
		fileName,
		version: parsed.version,
		name: parsed.name,
		// A convention's own pattern may read an ending that no language claims; it is SQL then.
		language: languageOf(fileName) ?? 'sql',
		...(downgrade === undefined ? {} : { downgradeUri: downgrade.uri }),
	};
}

function leftAside(names: readonly string[]): readonly string[] {
	if (names.length === 0) return [];
	const shown = names.slice(0, 3).join(', ');
	const rest = names.length > 3 ? ` and ${names.length - 3} more` : '';
	return [`Left aside as no migrations: ${shown}${rest}.`];
}
