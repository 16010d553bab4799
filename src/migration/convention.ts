import type { TextRange } from '../sql/text-range.ts';
import type { MigrationFile, MigrationText, TextProblem } from './migration.ts';

/** One upgrade or downgrade part of an SQL document: what stands behind its marker, up to the next one. */
export interface SqlSection {
	readonly range: TextRange;
	/** False where a marker says that it runs outside a transaction. */
	readonly transaction: boolean;
}

/**
 * The parts of an SQL document that a convention's markers tell apart. Usually one of each; dbmate and sql-migrate allow
 * several, which run in the order in which they are written. Empty: the document has no such part.
 */
export interface SqlSections {
	readonly upgrade: readonly SqlSection[];
	readonly downgrade: readonly SqlSection[];
	/** What stands where no tool would run it. */
	readonly problems: readonly TextProblem[];
}

/** A file name as a convention reads it. */
export interface ParsedName {
	readonly version: string;
	readonly name: string;
	/** Which half of a pair this file is; absent where one file holds both. */
	readonly half?: 'upgrade' | 'downgrade';
	/**
	 * The names of which this file is the downgrade if a file of one of them and of the same version is there, and a
	 * migration of its own otherwise: `001_users_down.sql` beside `001_users.sql`, but `001_scale_down.sql` alone.
	 */
	readonly downgradeOf?: readonly string[];
}

/** The names of the two functions that a runner calls in a code migration. */
export interface FunctionPair {
	readonly upgrade: string;
	readonly downgrade: string;
}

/** How a directory names, marks and orders its files. One file in `conventions/` each. */
export interface Convention {
	readonly id: string;
	readonly label: string;
	/**
	 * Returns what a file name says, or undefined for files that are not migrations. Where each migration is a folder, it
	 * is the path from the migration directory on, with `/`: `20240102030405_users/migration.sql`.
	 */
	parseName(fileName: string): ParsedName | undefined;
	/** Orders two versions as the tool that runs them does. */
	compareVersions(a: string, b: string): number;
	/** Finds the upgrade and the downgrade in an SQL document of this file. */
	sections(text: string, file: MigrationFile): SqlSections;
	/** The function names that the runner calls in a code migration. */
	readonly functions: FunctionPair;
	/** Other pairs that it calls in TypeScript and JavaScript. */
	readonly javascriptFunctions?: readonly FunctionPair[];
	/** False where the tool knows no downgrades; the rules on downgrades are silent then. */
	readonly hasDowngrades: boolean;
	/** How a downgrade section begins in an SQL file, for the fix that adds one; absent where halves are files. */
	readonly downgradeMarker?: string;
}

/** What reading one migration needs beside its text. `downgradeText` is that of `file.downgradeUri`. */
export type ReadMigration = (file: MigrationFile, text: string, downgradeText?: string) => MigrationText;
