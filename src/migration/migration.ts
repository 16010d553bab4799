import type { DialectName } from '../sql/dialect.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { SqlFragment } from './sql-fragment.ts';

export type ScriptLanguage = 'sql' | 'python' | 'typescript' | 'javascript';

/** The upgrade or the downgrade part of a migration. */
export interface Script {
	readonly language: ScriptLanguage;
	/** The document that holds it: the migration's own file, or the other half of an `.up.sql`/`.down.sql` pair. */
	readonly uri: string;
	/** The part of that document; of several sections the first, and of code the function's definition. */
	readonly range: TextRange;
	/**
	 * The SQL in it, in the order in which it runs. One fragment for an SQL script, or one a section where there are
	 * several; in code also those of functions that it calls, which stand outside `range`.
	 */
	readonly fragments: readonly SqlFragment[];
	/** True where code runs that reading cannot follow, so that its schema changes are not all known. */
	readonly opaque: boolean;
	/** Nothing but a comment, `pass`, or a bare return. */
	readonly empty: boolean;
	/** `false` where a marker says that this script runs outside a transaction. Absent: as the migration says. */
	readonly transaction?: boolean;
	/** The name of the function that holds a code script, and where it is written. */
	readonly functionName?: { readonly name: string; readonly range: TextRange };
}

/** A function that a code migration exports, whatever its name. */
export interface ExportedFunction {
	readonly name: string;
	/** Where its name is written at its definition. */
	readonly range: TextRange;
	/** Every other place of the file that names it. */
	readonly uses: readonly TextRange[];
}

/** One migration file as read: its scripts and what else rules need to know of it. */
export interface MigrationText {
	readonly uri: string;
	readonly language: ScriptLanguage;
	readonly upgrade?: Script;
	readonly downgrade?: Script;
	readonly functions: readonly ExportedFunction[];
	/** The text could not be read as its language, or only in part: what, and where. */
	readonly problems: readonly TextProblem[];
	/** `false` where a marker says that the upgrade runs outside a transaction; the downgrade has a `transaction` of its own. */
	readonly transaction: boolean;
}

export interface TextProblem {
	readonly message: string;
	readonly range: TextRange;
}

/** One numbered step of a migration directory: known by its file name alone, before any text is read. */
export interface MigrationFile {
	readonly uri: string;
	/**
	 * The file's name, decoded: `003_milestones.sql`. Where each migration is a folder, the path from the migration
	 * directory on: `20240102030405_users/migration.sql`.
	 */
	readonly fileName: string;
	/** As written: `003`, `20240102030405`. */
	readonly version: string;
	/** What the name says after the version: `milestones`. */
	readonly name: string;
	readonly language: ScriptLanguage;
	/** The file that holds the downgrade, where it is another one; its own `uri` where the upgrade of a pair is missing. */
	readonly downgradeUri?: string;
}

/** The ordered migrations of one folder. */
export interface MigrationDirectory {
	readonly uri: string;
	readonly convention: string;
	readonly dialect: DialectName;
	/** In the order in which they are applied; equal versions stand side by side, by file name. */
	readonly files: readonly MigrationFile[];
	/** Migrations before this version count as done: no findings but what breaks the next run. */
	readonly lintFrom?: string;
	/** What led to convention and dialect, for `status --explain`: one sentence each. */
	readonly evidence: readonly string[];
}
