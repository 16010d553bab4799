import type { MigrationFile, MigrationText } from '../migration/migration.ts';

/** A migration with its text, as a run needs it: what is recorded is what was read here, and what was read here runs. */
export interface LoadedMigration {
	readonly file: MigrationFile;
	/** The document that `file.uri` names, as it was read. */
	readonly source: string;
	readonly text: MigrationText;
	/** Why its file could not be read, if so: `source` and `text` say nothing then. */
	readonly unreadable?: string;
}

/** The migrations of a directory, in the order in which they are applied. */
export interface LoadedDirectory {
	readonly migrations: readonly LoadedMigration[];
	/** Orders two versions as the directory's convention does; 0 where they name the same migration. */
	compareVersions(a: string, b: string): number;
}

/** The name of a migration for people: its file name, which they can look for. */
export function migrationLabel(migration: LoadedMigration): string {
	return migration.file.fileName;
}
