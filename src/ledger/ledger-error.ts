import { DatabaseError, type DatabaseErrorDetails } from '../database/database-error.ts';

/** The migrations table is there, and what it says cannot be known. It never reads as "nothing applied". */
export class LedgerUnreadableError extends DatabaseError {
	override readonly name: string = 'LedgerUnreadableError';
	readonly table: string;

	constructor(table: string, message: string, details: DatabaseErrorDetails = {}) {
		super(message, details);
		this.table = table;
	}
}

/** The migrations table lacks columns. */
export class LedgerShapeError extends LedgerUnreadableError {
	override readonly name = 'LedgerShapeError';
	/** The columns that are not there. */
	readonly missing: readonly string[];

	constructor(table: string, missing: readonly string[], message: string) {
		super(table, message);
		this.missing = missing;
	}
}

/** The migrations table cannot hold what is to be recorded. */
export class LedgerCannotRecordError extends DatabaseError {
	override readonly name = 'LedgerCannotRecordError';
}
