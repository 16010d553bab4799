/** SQLite's result codes by number, https://www.sqlite.org/rescode.html: `node:sqlite` gives numbers only. */
const PRIMARY = [
	'OK',
	'ERROR',
	'INTERNAL',
	'PERM',
	'ABORT',
	'BUSY',
	'LOCKED',
	'NOMEM',
	'READONLY',
	'INTERRUPT',
	'IOERR',
	'CORRUPT',
	'NOTFOUND',
	'FULL',
	'CANTOPEN',
	'PROTOCOL',
	'EMPTY',
	'SCHEMA',
	'TOOBIG',
	'CONSTRAINT',
	'MISMATCH',
	'MISUSE',
	'NOLFS',
	'AUTH',
	'FORMAT',
	'RANGE',
	'NOTADB',
	'NOTICE',
	'WARNING',
];

/** The extended codes that anything here tells apart; others are called by their primary code. */
const EXTENDED: Readonly<Record<number, string>> = {
	261: 'BUSY_RECOVERY',
	517: 'BUSY_SNAPSHOT',
	264: 'READONLY_RECOVERY',
	520: 'READONLY_CANTLOCK',
	776: 'READONLY_ROLLBACK',
	1032: 'READONLY_DBMOVED',
	1544: 'READONLY_DIRECTORY',
	275: 'CONSTRAINT_CHECK',
	531: 'CONSTRAINT_COMMITHOOK',
	787: 'CONSTRAINT_FOREIGNKEY',
	1043: 'CONSTRAINT_FUNCTION',
	1299: 'CONSTRAINT_NOTNULL',
	1555: 'CONSTRAINT_PRIMARYKEY',
	1811: 'CONSTRAINT_TRIGGER',
	2067: 'CONSTRAINT_UNIQUE',
	2579: 'CONSTRAINT_ROWID',
	3091: 'CONSTRAINT_DATATYPE',
};

/** Returns the name of a result code as better-sqlite3 writes it: `SQLITE_CONSTRAINT_UNIQUE`. */
export function sqliteCodeName(code: number): string {
	return `SQLITE_${EXTENDED[code] ?? PRIMARY[code & 0xff] ?? code}`;
}

/** True for a code itself and for its extended forms: `SQLITE_BUSY` and `SQLITE_BUSY_SNAPSHOT`. */
export function isSqliteCode(code: string | undefined, primary: string): boolean {
	return code === primary || (code?.startsWith(`${primary}_`) ?? false);
}
