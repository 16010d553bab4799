import type { MigrationFile, MigrationText } from './migration.ts';
import type { TextRange } from '../sql/text-range.ts';

/** The parts of an SQL document that a convention's markers tell apart. */
export interface SqlSections {
	readonly upgrade?: TextRange;
	readonly downgrade?: TextRange;
	readonly transaction: boolean;
}

/** A file name as a convention reads it. */
export interface ParsedName {
	readonly version: string;
	readonly name: string;
	/** Which half of a pair this file is; absent where one file holds both. */
	readonly half?: 'upgrade' | 'downgrade';
}

/** How a directory names, marks and orders its files. One file in `conventions/` each. */
export interface Convention {
	readonly id: string;
	readonly label: string;
	/** Returns what a file name says, or undefined for files that are not migrations. */
	parseName(fileName: string): ParsedName | undefined;
	/** Orders two versions as the tool that runs them does. */
	compareVersions(a: string, b: string): number;
	/** Finds the upgrade and the downgrade in an SQL document of this file. */
	sections(text: string, file: MigrationFile): SqlSections;
	/** The function names that the runner calls in a code migration. */
	readonly functions: { readonly upgrade: string; readonly downgrade: string };
	/** False where the tool knows no downgrades; the rules on downgrades are silent then. */
	readonly hasDowngrades: boolean;
	/** How a downgrade section begins in an SQL file, for the fix that adds one; absent where halves are files. */
	readonly downgradeMarker?: string;
}

/** What reading one migration needs beside its text. */
export type ReadMigration = (file: MigrationFile, text: string, downgradeText?: string) => MigrationText;
