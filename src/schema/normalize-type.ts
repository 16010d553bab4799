import type { DialectName } from '../sql/dialect.ts';

/**
 * Returns a column's type in the one spelling under which two spellings of the same type are equal. Static replay and
 * live schemas are compared through it.
 */
export function normalizeType(type: string, dialect: DialectName): string {
	return dialect === 'sqlite' ? normalizeSqliteType(type) : normalizePostgresqlType(type);
}

/** SQLite keeps what was declared; case and spaces make no difference, and INT is another type than INTEGER. */
function normalizeSqliteType(type: string): string {
	return type
		.replace(/\s*([(),])\s*/g, '$1')
		.replace(/\s+/g, ' ')
		.trim()
		.toUpperCase();
}

/** https://www.postgresql.org/docs/current/datatype.html, and how `format_type` shows them. */
const POSTGRESQL_ALIASES: Readonly<Record<string, string>> = {
	bigserial: 'bigint',
	bool: 'boolean',
	bpchar: 'character',
	char: 'character',
	'char varying': 'character varying',
	dec: 'numeric',
	decimal: 'numeric',
	float: 'double precision',
	float4: 'real',
	float8: 'double precision',
	int: 'integer',
	int2: 'smallint',
	int4: 'integer',
	int8: 'bigint',
	'national character': 'character',
	'national character varying': 'character varying',
	nchar: 'character',
	serial: 'integer',
	serial2: 'smallint',
	serial4: 'integer',
	serial8: 'bigint',
	smallserial: 'smallint',
	time: 'time without time zone',
	timestamp: 'timestamp without time zone',
	timestamptz: 'timestamp with time zone',
	timetz: 'time with time zone',
	varbit: 'bit varying',
	varchar: 'character varying',
};

function normalizePostgresqlType(type: string): string {
	if (type === '"char"') return type;
	const written = type
		.replace(/"([a-z_][a-z0-9_]*)"/g, '$1')
		.replace(/\s+/g, ' ')
		.trim();
	// The case of a quoted name counts; everything else is folded by PostgreSQL before it is kept.
	const folded = written.includes('"') ? written : written.toLowerCase();
	const array = /(?: array(?:\[\d+\])?|(?:\[\d*\] ?)+)$/.exec(folded);
	const element = (array === null ? folded : folded.slice(0, array.index))
		.trim()
		.replace(/^(?:pg_catalog|public)\./, '');
	return normalizeElement(element) + (array === null ? '' : '[]');
}

function normalizeElement(element: string): string {
	const modifier = /\s*\(([^)]*)\)/.exec(element);
	const arguments_ = modifier?.[1]?.replace(/\s/g, '');
	const bare = modifier === null ? element : element.replace(modifier[0], '');
	if (bare === 'float' && Number(arguments_) <= 24) return 'real';
	const base = POSTGRESQL_ALIASES[bare] ?? bare;
	if (base === 'character' && bare !== 'bpchar') return `character(${arguments_ ?? 1})`;
	if (base === 'bit') return `bit(${arguments_ ?? 1})`;
	if (arguments_ === undefined || bare === 'float') return base;
	const zone = /^(timestamp|time)( with(?:out)? time zone)$/.exec(base);
	if (zone !== null) return `${zone[1]}(${arguments_})${zone[2]}`;
	return base === 'numeric' ? `numeric(${arguments_.replace(/^(\d+)$/, '$1,0')})` : `${base}(${arguments_})`;
}
