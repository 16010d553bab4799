import type { Expression } from './expression.ts';

/** Methods that send their first argument to the database as SQL, whatever it is. */
const executing = new Set([
	'execute',
	'executescript',
	'executemany',
	'exec_driver_sql',
	'executeRaw',
	'executeRawUnsafe',
]);

/** Methods of other things too: they send SQL where their first argument is known to be a text. */
// biome-ignore format: a list of words
const perhapsExecuting = new Set([
	'exec', 'query', 'raw', 'run', 'all', 'get', 'each', 'sql', 'unsafe', 'prepare', 'none', 'one', 'any', 'many',
	'fetch', 'fetchrow', 'fetchval', 'scalar', 'scalars', 'batch',
	'execAsync', 'runAsync', 'queryRaw', 'queryRawUnsafe', '$executeRaw', '$executeRawUnsafe', '$queryRaw', '$queryRawUnsafe',
]);

/** Those of them that only SQL is given to, so that what does not read as SQL is a mistake and no other thing. */
const takesOnlySql = /^(?:exec|query|raw|run|unsafe|prepare|sql)/;

/** Methods of a connection that change nothing in the schema. */
// biome-ignore format: a list of words
const harmlessMethods = new Set([
	'cursor', 'commit', 'rollback', 'close', 'begin', 'begin_nested', 'transaction', 'connection', 'connect', 'session',
	'acquire', 'release', 'savepoint', 'flush', 'end', 'in_transaction', 'isTransactionActive',
	'fetchall', 'fetchone', 'fetchmany', 'scalar_one', 'first', 'mappings',
	'create_function', 'create_aggregate', 'create_collation', 'create_window_function', 'set_trace_callback',
	'get_bind', 'get_context', 'f', 'startTransaction', 'commitTransaction', 'rollbackTransaction', 'serialize',
	'withTransaction', 'function', 'aggregate', 'pragma', 'finalize', 'then', 'catch',
]);

/** Functions that look at what they are given, or only say it. */
// biome-ignore format: a list of words
const harmlessFunctions = new Set([
	'print', 'isinstance', 'len', 'list', 'tuple', 'set', 'dict', 'sorted', 'enumerate', 'zip', 'iter', 'next', 'any', 'all',
	'str', 'repr', 'bool', 'type', 'id', 'hasattr', 'append', 'push',
	'debug', 'info', 'warn', 'warning', 'error', 'exception', 'log', 'critical',
]);

/** `table_exists(conn, …)`, `hasColumn(…)`, `inspect(conn)`: a name that asks. */
const asking = /^(?:has|is|get|fetch|find|count|check|inspect|describe)(?:_|[A-Z]|$)|(?:_exists|Exists)$/;

/** Code that is not written here. */
const runsOtherCode = new Set(['system', 'popen', 'check_call', 'check_output', 'execSync', 'spawnSync']);

/** The calls of schema builders: Alembic's `create_table`, knex's `createTable`, Sequelize's `addColumn`. */
const builder = /^(?:create|add|drop|alter|rename|remove|change|batch|bulk)(?:_|[A-Z])/;

const connectionNames =
	/^_?(?:conn|connection|cursor|cur|db|database|session|engine|bind|tx|trx|knex|client|pool|op|pgm|queryRunner|queryInterface|sequelize)$/;

/** Functions that give back the text that they are given, white space aside. */
const firstArgumentPassed = new Set(['text', 'dedent', 'cleandoc', 'SQL', 'sql', 'raw', 'DDL', 'TextClause']);

/** Methods that give back the text that they are called on, white space and parameters aside. */
const objectPassed = new Set(['strip', 'lstrip', 'rstrip', 'trim', 'trimStart', 'trimEnd', 'toString', 'bindparams']);

/** How a statement begins that has something to do with a schema or its rows. */
const sqlBeginning =
	/^(?:\s|--[^\n]*\n|\/\*.*?\*\/)*(?:alter|analyze|begin|comment\s+on|create|delete\s+from|do\s+\$|drop|grant|insert\s+(?:or|into)|merge\s+into|pragma|reindex|replace\s+into|revoke|select\s|set\s|truncate|update\s|vacuum|with\s)/is;

export const isExecuting = (name: string): boolean => executing.has(name);
export const isPerhapsExecuting = (name: string): boolean => perhapsExecuting.has(name);
export const isOnlyForSql = (name: string): boolean => takesOnlySql.test(name);
export const isHarmlessMethod = (name: string): boolean => harmlessMethods.has(name) || asking.test(name);
export const isHarmlessFunction = (name: string): boolean => harmlessFunctions.has(name) || asking.test(name);
export const isBuilder = (name: string): boolean => builder.test(name) && !harmlessMethods.has(name);
/** `exec` is that alone, and a method of regular expressions too. */
export const isOtherCode = (name: string, isMethod: boolean): boolean =>
	runsOtherCode.has(name) || (!isMethod && /^(?:eval|exec)$/.test(name));
export const isConnectionName = (name: string): boolean => connectionNames.test(name);
export const passesFirstArgument = (name: string): boolean => firstArgumentPassed.has(name);
export const passesObject = (name: string): boolean => objectPassed.has(name);
export const looksLikeSql = (text: string): boolean => sqlBeginning.test(text);

/** Returns the last name of what is called: `execute` of `conn.cursor().execute`; empty where it has none. */
export function calleeName(callee: Expression): string {
	return callee.type === 'member' || callee.type === 'name' ? callee.name : '';
}
