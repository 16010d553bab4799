import type { WireParameters, WireValue } from './wire-value.ts';

/** The first line to the child: what it runs. */
export interface Job {
	/** File-system path of the migration, for tracebacks and `__file__`. */
	readonly file: string;
	/** Its text, as it was read and will be recorded. */
	readonly source: string;
	readonly function: string;
	readonly dialect: 'sqlite' | 'postgresql';
	/** File-system path of the project root. */
	readonly root: string;
}

/** A call on the connection. Answered once, in order. */
export type Call =
	| { readonly op: 'execute'; readonly sql: string; readonly params: WireParameters; readonly implicit: boolean }
	| {
			readonly op: 'executemany';
			readonly sql: string;
			readonly rows: readonly WireParameters[];
			readonly implicit: boolean;
	  }
	| { readonly op: 'executescript'; readonly sql: string }
	| { readonly op: 'commit' }
	| { readonly op: 'rollback' }
	| { readonly op: 'total_changes' };

/** Lines from the child: calls, what it prints, and how it ended. */
export type FromChild =
	| Call
	| { readonly op: 'output'; readonly text: string }
	| { readonly op: 'done' }
	| ChildFailure;

/** The exception that the function ended with. */
export interface ChildFailure {
	readonly op: 'failed';
	/** The class of the exception: `KeyError`. */
	readonly type: string;
	readonly message: string;
	/** True for errors of the database, whose words need no class beside them. */
	readonly database: boolean;
	readonly code: string | null;
	/** In the migration's file, counted from 1. */
	readonly line: number | null;
	readonly traceback: string | null;
}

/** The answer to a call. `tx`: whether the script is inside what it takes for a transaction. */
export type Answer =
	| {
			readonly tx: boolean;
			readonly columns: readonly string[];
			readonly rows: readonly (readonly WireValue[])[];
			readonly rowcount: number;
			readonly lastrowid?: WireValue;
	  }
	| { readonly tx: boolean; readonly value?: WireValue }
	| {
			readonly tx: boolean;
			readonly error: { readonly class: PythonErrorClass; readonly message: string; readonly code?: string };
	  };

/** Classes of Python's `sqlite3`; `SeveralStatements` is `Warning` or `ProgrammingError` by Python's version. */
export type PythonErrorClass =
	| 'DatabaseError'
	| 'DataError'
	| 'IntegrityError'
	| 'InterfaceError'
	| 'InternalError'
	| 'MemoryError'
	| 'OperationalError'
	| 'ProgrammingError'
	| 'SeveralStatements';
