/** What the migrations table says of one migration. */
export type EntryStatus = 'running' | 'applied' | 'failed' | 'reverted' | 'baselined' | 'marked' | 'skipped';

/** A row of a migrations table, whichever tool's. What that tool does not record is absent: unknown, not empty. */
export interface Entry {
	readonly version: string;
	readonly name?: string;
	readonly status: EntryStatus;
	/** The table's own words for the status, where it is another tool's: `skipped (already applied)`. */
	readonly statusText?: string;
	/** Of skipped entries: whoever skipped it said that its changes were there already, so they must be. */
	readonly saidToBeThere?: boolean;
	/** SHA-256 of the file with line endings and BOM normalised, hexadecimal. */
	readonly checksum?: string;
	/** The SQL (or the code) that ran. */
	readonly sql?: string;
	/** The downgrade that would undo it. */
	readonly downgrade?: string;
	/** ISO 8601 in UTC. */
	readonly appliedAt?: string;
	readonly executionMs?: number;
	readonly statementsDone?: number;
	readonly error?: string;
	readonly appliedBy?: string;
	readonly toolVersion?: string;
	/** Where the row stood in order of application, counted from 1, where the table tells. */
	readonly rank?: number;
}

/** True for entries whose migration's schema changes should be in the database. */
export function countsAsApplied(status: EntryStatus): boolean {
	return status === 'applied' || status === 'baselined' || status === 'marked';
}
