/** What an error of a database can carry beside its message. */
export interface DatabaseErrorDetails {
	/** The database's own code: SQLSTATE (`42P01`) or SQLite's name (`SQLITE_CONSTRAINT_UNIQUE`). */
	readonly code?: string;
	readonly cause?: unknown;
	/** PostgreSQL's DETAIL and HINT. */
	readonly detail?: string;
	readonly hint?: string;
	/** Where in the statement, in UTF-16 code units from its first character, where the database says so. */
	readonly position?: number;
}

/** An error of a database. Of a statement, the message is the database's own words. */
export class DatabaseError extends Error {
	override readonly name: string = 'DatabaseError';
	readonly code?: string;
	readonly detail?: string;
	readonly hint?: string;
	readonly position?: number;

	constructor(message: string, details: DatabaseErrorDetails = {}) {
		super(message, 'cause' in details ? { cause: details.cause } : undefined);
		if (details.code !== undefined) this.code = details.code;
		if (details.detail !== undefined) this.detail = details.detail;
		if (details.hint !== undefined) this.hint = details.hint;
		if (details.position !== undefined) this.position = details.position;
	}
}

/** The file is there, and is not a database (or is an encrypted or a broken one). */
export class NotADatabaseError extends DatabaseError {
	override readonly name = 'NotADatabaseError';
}

/** Somebody else holds the database, for longer than the caller was willing to wait. */
export class DatabaseLockedError extends DatabaseError {
	override readonly name = 'DatabaseLockedError';
}

/** There is no such file, or no such database on the server. */
export class DatabaseMissingError extends DatabaseError {
	override readonly name = 'DatabaseMissingError';
}

/** The file or its folder may not be read or written by this user, or the server refuses them. */
export class DatabaseAccessError extends DatabaseError {
	override readonly name = 'DatabaseAccessError';
}

/** The server cannot be reached, or the connection to it was lost. */
export class DatabaseUnreachableError extends DatabaseError {
	override readonly name = 'DatabaseUnreachableError';
}

/** The library that opens databases of this kind does not run here. */
export class NativeModuleUnavailableError extends DatabaseError {
	override readonly name = 'NativeModuleUnavailableError';
}
