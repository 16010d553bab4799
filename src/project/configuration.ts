import type { DescribedLedger } from '../ledger/ledger.ts';
import type { Severity } from '../lint/finding.ts';
import type { DialectName } from '../sql/dialect.ts';

/** `plumbline.json` after it was read: trusted, complete, with nothing unknown left in it. */
export interface Configuration {
	/** Absent: directories are discovered. */
	readonly migrations?: readonly DirectoryConfiguration[];
	/** Absent: local SQLite files are discovered. */
	readonly environments?: Readonly<Record<string, EnvironmentConfiguration>>;
	readonly rules: Readonly<Record<string, Severity | 'off'>>;
	/** The migrations table of another tool, described by its columns. */
	readonly ledger?: DescribedLedger;
}

export interface DirectoryConfiguration {
	/** Relative to the project root, with `/`. */
	readonly path: string;
	readonly convention?: string;
	readonly dialect?: DialectName;
	readonly lintFrom?: string;
}

export interface EnvironmentConfiguration {
	/** `sqlite:path/or/glob.db`, `postgres://…`; `${env:NAME}` and `${secret:NAME}` are filled in on connecting. */
	readonly url: string;
	readonly protected: boolean;
}
