import type { Dialect, DialectName } from '../sql/dialect.ts';
import type { SchemaChange } from '../sql/schema-change.ts';
import type { Statement } from '../sql/statement.ts';

export interface DetectedDialect {
	readonly dialect: DialectName;
	/** One sentence each. */
	readonly evidence: readonly string[];
}

/** Types, functions and tables that only one of the two has, though both grammars read them. */
const own: Readonly<Record<DialectName, Readonly<Record<'type' | 'expression' | 'table', RegExp>>>> = {
	sqlite: {
		type: /^(?:datetime|blob|clob)\b/i,
		expression: /\b(?:datetime|strftime|julianday|unixepoch|randomblob)\s*\(/i,
		table: /^sqlite_/i,
	},
	postgresql: {
		type: /^(?:(?:big|small)?serial|jsonb?|uuid|bytea|timestamptz|timetz|citext|inet|tsvector|interval)\b|\[\]$/i,
		expression: /\b(?:now|gen_random_uuid|nextval|uuid_generate_v4|clock_timestamp)\s*\(|::/i,
		table: /^(?:pg_|information_schema)/i,
	},
};

/** How code names the driver that it runs under. */
const drivers: Readonly<Record<DialectName, RegExp>> = {
	sqlite: /\b(?:import|from)\s+(?:aio)?sqlite3?\b|better-sqlite3|node:sqlite|\.execute(?:many)?\([^()]*\?/,
	postgresql: /\bpsycopg2?\b|\basyncpg\b|\bfrom\s+['"]pg['"]|require\(['"]pg['"]\)/,
};

/**
 * Tells by which database's grammar a directory is written: that which refuses fewer of its statements. Where both read
 * everything, by what only one of them has (types, functions, catalog tables), then by the drivers that code imports, then
 * by the project's databases, and at last by the types alone.
 * @param texts SQL documents of the directory; a sample is enough
 * @param code Python, TypeScript and JavaScript documents of the same directory
 * @param databases the dialect of all databases of the project, where it is known
 */
export function detectDialect(
	texts: readonly string[],
	dialects: Readonly<Record<DialectName, Dialect>>,
	code: readonly string[] = [],
	databases?: DialectName,
): DetectedDialect {
	const bySqlite = texts.flatMap((text) => dialects.sqlite.read(text));
	const byPostgresql = texts.flatMap((text) => dialects.postgresql.read(text));
	const refused = { sqlite: bySqlite.filter(isRefused).length, postgresql: byPostgresql.filter(isRefused).length };
	const reading =
		`${dialects.sqlite.label}'s grammar reads ${bySqlite.length - refused.sqlite} of ${bySqlite.length} statements, ` +
		`${dialects.postgresql.label}'s ${byPostgresql.length - refused.postgresql} of ${byPostgresql.length}.`;
	if (refused.sqlite !== refused.postgresql) {
		return { dialect: refused.sqlite < refused.postgresql ? 'sqlite' : 'postgresql', evidence: [reading] };
	}
	const byWords = decide(countOwn(bySqlite, byPostgresql));
	if (byWords !== undefined) {
		return {
			dialect: byWords,
			evidence: [reading, `Types, functions or tables of ${dialects[byWords].label} are used.`],
		};
	}
	const byDriver = decide(countDrivers(code));
	if (byDriver !== undefined) {
		return { dialect: byDriver, evidence: [reading, `The code uses a driver of ${dialects[byDriver].label}.`] };
	}
	if (databases !== undefined) {
		return { dialect: databases, evidence: [reading, `The project's databases are of ${dialects[databases].label}.`] };
	}
	if (hasOnlyStorageClasses(bySqlite)) {
		const evidence = `All columns are of ${dialects.sqlite.label}'s storage classes (TEXT, INTEGER, REAL, BLOB).`;
		return { dialect: 'sqlite', evidence: [reading, evidence] };
	}
	const assumed = `Nothing tells the two apart; ${dialects.postgresql.label} is assumed. Set "dialect" in plumbline.json.`;
	return { dialect: 'postgresql', evidence: [reading, assumed] };
}

type Counts = Readonly<Record<DialectName, number>>;

function decide({ sqlite, postgresql }: Counts): DialectName | undefined {
	return sqlite === postgresql ? undefined : sqlite > postgresql ? 'sqlite' : 'postgresql';
}

function isRefused(statement: Statement): boolean {
	return statement.syntaxError !== undefined;
}

/**
 * SQLite's reader keeps types as they are written, so its reading shows the words of both; a reader passes over the
 * catalog of its own database, so that shows in the other's.
 */
function countOwn(bySqlite: readonly Statement[], byPostgresql: readonly Statement[]): Counts {
	const columns = bySqlite.flatMap(({ changes }) => changes.flatMap(columnsOf));
	const tables = [...bySqlite, ...byPostgresql].flatMap(({ uses }) => uses.map(({ table }) => table));
	const count = ({ type, expression, table }: (typeof own)[DialectName]) =>
		columns.filter((column) => type.test(column.type)).length +
		columns.filter((column) => expression.test(column.default ?? '')).length +
		tables.filter(({ schema, name }) => table.test(schema ?? name)).length;
	return { sqlite: count(own.sqlite), postgresql: count(own.postgresql) };
}

/** https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes */
function hasOnlyStorageClasses(statements: readonly Statement[]): boolean {
	const columns = statements.flatMap(({ changes }) => changes.flatMap(columnsOf));
	return columns.length > 0 && columns.every(({ type }) => /^(?:text|integer|real|blob|numeric)?$/i.test(type));
}

function columnsOf(change: SchemaChange) {
	if (change.type === 'create table') return change.columns;
	return change.type === 'add column' ? [change.column] : [];
}

function countDrivers(code: readonly string[]): Counts {
	return {
		sqlite: code.filter((text) => drivers.sqlite.test(text)).length,
		postgresql: code.filter((text) => drivers.postgresql.test(text)).length,
	};
}
