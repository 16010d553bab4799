import { DatabaseError, type DatabaseErrorDetails, DatabaseUnreachableError } from '../database-error.ts';

/** The fields of an error that both clients take from the server's message. */
interface ServerError extends Error {
	readonly code: string;
	readonly position?: string;
	readonly detail?: string;
	readonly hint?: string;
}

/**
 * Returns an error of a statement with the server's words, SQLSTATE and position; where the connection broke,
 * `DatabaseUnreachableError`. `label` names the database in that case.
 */
export function toStatementError(error: unknown, sql: string, label: string): DatabaseError {
	if (error instanceof DatabaseError) return error;
	if (!isServerError(error)) {
		const reason = error instanceof Error ? error.message : String(error);
		return new DatabaseUnreachableError(
			`The connection to ${label} was lost (${reason}). Check whether the server still runs, and look at the state before trying again.`,
			{ cause: error },
		);
	}
	const details: DatabaseErrorDetails = {
		code: error.code,
		cause: error,
		...(error.detail !== undefined && { detail: error.detail }),
		...(error.hint !== undefined && { hint: error.hint }),
		...(error.position !== undefined && { position: toUtf16(sql, Number(error.position)) }),
	};
	return isConnectionLost(error.code)
		? new DatabaseUnreachableError(`The connection to ${label} was ended by the server: ${error.message}.`, details)
		: new DatabaseError(error.message, details);
}

/** An error that the server sent has an SQLSTATE of five characters; those of the socket are longer or have none. */
export function isServerError(error: unknown): error is ServerError {
	return (
		error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
	);
}

/** Class 08, and shutdown or crash: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isConnectionLost(code: string): boolean {
	return code.startsWith('08') || code === '57P01' || code === '57P02' || code === '57P03';
}

/** The server counts characters from 1, JavaScript UTF-16 code units from 0. */
function toUtf16(sql: string, position: number): number {
	let characters = position - 1;
	let offset = 0;
	for (const character of sql) {
		if (characters-- <= 0) break;
		offset += character.length;
	}
	return offset;
}
