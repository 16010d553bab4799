import type { Convention } from '../migration/convention.ts';
import type { MigrationDirectory, MigrationFile, MigrationText, Script } from '../migration/migration.ts';
import type { SqlFragment } from '../migration/sql-fragment.ts';
import type { Schema } from '../schema/schema.ts';
import type { Dialect, DialectName } from '../sql/dialect.ts';
import type { SchemaChange } from '../sql/schema-change.ts';
import type { Statement } from '../sql/statement.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { Fix, RelatedPlace, Severity } from './finding.ts';

/** One statement of a migration, with the schema that it meets when all earlier migrations have run. */
export interface StatementFact {
	readonly statement: Statement;
	readonly fragment: SqlFragment;
	readonly script: Script;
	readonly direction: 'upgrade' | 'downgrade';
	/** What the database holds before it. */
	readonly before: Schema;
	/** Turns a range of the statement's text into one of the document. */
	readonly toDocument: (range: TextRange) => TextRange;
}

/** Everything that rules may know of one migration. Read-only; made once an edit and shared by all rules. */
export interface MigrationFacts {
	readonly file: MigrationFile;
	readonly text: MigrationText;
	/** The document's current text. */
	readonly source: string;
	readonly directory: MigrationDirectory;
	readonly convention: Convention;
	readonly dialect: Dialect;
	/** The database's version, from configuration or the last connection; else the oldest supported. */
	readonly version: string;
	readonly statements: readonly StatementFact[];
	/** What the database holds before the upgrade. */
	readonly before: Schema;
	/** What it holds after it. */
	readonly after: Schema;
	readonly released: boolean;
	/** The label of the other dialect, where the file reads as that and not as the directory's. */
	readonly readsAs?: string;
	/** Where the first placeholder or psql command stands that keeps a statement from being read. */
	readonly notPlainSql?: TextRange;
	/** True for the last migration of the directory. */
	readonly newest: boolean;
}

/** What a check reports; the engine adds the rule, the severity and the file. */
export interface Report {
	readonly message: string;
	/** The document, where it is not the migration's own file (the downgrade half of a pair). */
	readonly uri?: string;
	readonly range: TextRange;
	readonly related?: readonly RelatedPlace[];
	readonly fixes?: readonly Fix[];
	/** Where one rule has findings of different weight. */
	readonly severity?: Severity;
}

/** A migration directory in small, for the executed examples: file names to their texts. */
export interface Example {
	readonly dialect: DialectName;
	/** In order. The rule is judged on all of them together. */
	readonly files: Readonly<Record<string, string>>;
	/** Which of them are released. */
	readonly released?: readonly string[];
	/** What it shows, for the documentation page. */
	readonly title: string;
}

export type RuleCategory =
	| 'structure'
	| 'order'
	| 'idempotency'
	| 'schema'
	| 'locking'
	| 'data'
	| 'compat'
	| 'transaction'
	| 'sqlite'
	| 'security'
	| 'types'
	| 'deploy'
	| 'lint';

/** Said once; the docs page, the schema of `plumbline.json`, the link of a diagnostic and the tests come from it. */
export interface RuleMeta {
	readonly id: `${RuleCategory}/${string}`;
	readonly summary: string;
	/** Why it matters: what happens in the database. Markdown. */
	readonly why: string;
	/** What to do instead. Markdown. */
	readonly instead: string;
	readonly dialects: readonly DialectName[];
	readonly severity: Severity | 'off';
	/** Breaks the next run, so it is reported on released migrations too. */
	readonly alsoReleased: boolean;
	/** Documentation of the database that the claim comes from. */
	readonly sources: readonly string[];
	/** The same rule elsewhere: `squawk: prefer-robust-stmts`. */
	readonly peers: readonly string[];
	readonly bad: readonly [Example, ...Example[]];
	/** The same without the fault: the rule is silent on it. */
	readonly good: readonly [Example, ...Example[]];
}

/**
 * A rule: one file, named by its id. `check` sees one migration; `checkDirectory` sees the file names alone, so that
 * numbering is judged without reading a text.
 */
export interface Rule {
	readonly meta: RuleMeta;
	check?(facts: MigrationFacts): Iterable<Report>;
	checkDirectory?(facts: DirectoryFacts): Iterable<DirectoryReport>;
}

/** What rules may know of a directory before any text is read. */
export interface DirectoryFacts {
	readonly directory: MigrationDirectory;
	readonly convention: Convention;
	/** True for files on the base branch, or recorded in a migrations table that was read. */
	readonly isReleased: (file: MigrationFile) => boolean;
}

/** A report on a file by its name; it is shown at the file's first line. */
export interface DirectoryReport extends Omit<Report, 'range' | 'uri'> {
	readonly file: MigrationFile;
}

/** Finds the schema changes of a type in a statement: `changesOf(fact, 'create table')`. */
export function changesOf<T extends SchemaChange['type']>(
	fact: StatementFact,
	type: T,
): readonly Extract<SchemaChange, { type: T }>[] {
	return fact.statement.changes.filter((change): change is Extract<SchemaChange, { type: T }> => change.type === type);
}
