import { parserDefs } from './parser.ts';

/** The numbers that the grammar of SQLite gives to its terminals. */
export const SEMI = terminal('SEMI');
export const LP = terminal('LP');
export const RP = terminal('RP');
export const STRING = terminal('STRING');
export const ID = terminal('ID');
export const ILLEGAL = terminal('ILLEGAL');
export const CREATE = terminal('CREATE');
export const TEMP = terminal('TEMP');
export const TRIGGER = terminal('TRIGGER');
export const TABLE = terminal('TABLE');
export const INDEX = terminal('INDEX');
export const VIRTUAL = terminal('VIRTUAL');
export const ALTER = terminal('ALTER');
export const DROP = terminal('DROP');
export const BEGIN = terminal('BEGIN');
export const END = terminal('END');
export const EXPLAIN = terminal('EXPLAIN');
export const AS = terminal('AS');
export const JOIN_KW = terminal('JOIN_KW');
export const WINDOW = terminal('WINDOW');
export const OVER = terminal('OVER');
export const FILTER = terminal('FILTER');

/**
 * Keywords that begin a statement, and that no statement in the body of a trigger begins with.
 * https://www.sqlite.org/lang_createtrigger.html
 */
export const NEVER_IN_TRIGGER_BODY: ReadonlySet<number> = new Set(
	[
		'CREATE',
		'ALTER',
		'DROP',
		'PRAGMA',
		'BEGIN',
		'COMMIT',
		'ROLLBACK',
		'SAVEPOINT',
		'RELEASE',
		'ATTACH',
		'DETACH',
		'VACUUM',
		'ANALYZE',
		'REINDEX',
		'EXPLAIN',
	].map(terminal),
);

/** Names that the grammar lost would be a fault of the installed parser, found by every test at once. */
function terminal(name: string): number {
	const id = parserDefs.symbols.indexOf(name);
	if (id === -1) throw new Error(`sqlite3-parser has no terminal ${name}: this version of it does not fit`);
	return id;
}
