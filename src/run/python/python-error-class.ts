import type { DatabaseError } from '../../database/database-error.ts';
import type { PythonErrorClass } from './wire-messages.ts';

/** By SQLite's primary result code, as CPython's `_sqlite/util.c` maps them; every other is a `DatabaseError`. */
const bySqliteCode: Readonly<Record<string, PythonErrorClass>> = {
	INTERNAL: 'InternalError',
	NOTFOUND: 'InternalError',
	NOMEM: 'MemoryError',
	ERROR: 'OperationalError',
	PERM: 'OperationalError',
	ABORT: 'OperationalError',
	BUSY: 'OperationalError',
	LOCKED: 'OperationalError',
	READONLY: 'OperationalError',
	INTERRUPT: 'OperationalError',
	IOERR: 'OperationalError',
	FULL: 'OperationalError',
	CANTOPEN: 'OperationalError',
	PROTOCOL: 'OperationalError',
	EMPTY: 'OperationalError',
	SCHEMA: 'OperationalError',
	TOOBIG: 'DataError',
	CONSTRAINT: 'IntegrityError',
	MISMATCH: 'IntegrityError',
	MISUSE: 'ProgrammingError',
	RANGE: 'InterfaceError',
};

/** By class of SQLSTATE, as PostgreSQL's drivers for Python map them: https://peps.python.org/pep-0249/#exceptions. */
const bySqlState: Readonly<Record<string, PythonErrorClass>> = {
	'21': 'ProgrammingError',
	'22': 'DataError',
	'23': 'IntegrityError',
	'25': 'InternalError',
	'26': 'ProgrammingError',
	'42': 'ProgrammingError',
	XX: 'InternalError',
};

/** Returns the class of Python's DB-API that an error of the database is raised as. */
export function pythonErrorClass({ code }: DatabaseError): PythonErrorClass {
	// The driver's own checks (too few parameters) have no code of the database.
	if (code === undefined) return 'ProgrammingError';
	if (!code.startsWith('SQLITE_')) return bySqlState[code.slice(0, 2)] ?? 'OperationalError';
	return bySqliteCode[code.split('_')[1] ?? ''] ?? 'DatabaseError';
}
