import type { Node, TypeName } from 'libpg-query';
import type { StatementSource } from './statement-source.ts';

/**
 * Returns a type as PostgreSQL's `format_type` writes it: `integer`, `character varying(20)`, `timestamp with time zone`,
 * `numeric(10,2)`, `text[]`. `serial` and its sisters, which are no types but orders to make a sequence, stay as they are.
 * https://www.postgresql.org/docs/current/datatype.html
 */
export function typeText(type: TypeName, source: StatementSource, quoteIdentifier: (name: string) => string): string {
	const names = (type.names ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
	const written = names.at(-1) ?? '';
	const schema = names.length > 1 ? names.at(-2) : undefined;
	const dimensions = (type.arrayBounds?.length ?? 0) > 0 ? '[]' : '';
	const percent = type.pct_type === true ? '%TYPE' : '';
	const builtIn = schema === undefined || schema === 'pg_catalog' ? BUILT_IN[written] : undefined;
	if (builtIn !== undefined) return builtIn(numbersOf(type.typmods)) + dimensions;
	const name = quoteIdentifier(written);
	const visible = schema === undefined || schema === 'pg_catalog' || schema === 'public';
	return (visible ? name : `${quoteIdentifier(schema)}.${name}`) + percent + modifiers(type, source) + dimensions;
}

/** The modifiers of a type that PostgreSQL itself does not have, as written: `(Point,4326)`. */
function modifiers(type: TypeName, source: StatementSource): string {
	if ((type.typmods?.length ?? 0) === 0) return '';
	const open = source.find('(', source.indexOf(type.location));
	if (open === -1) return '';
	const values = source.list(open + 1, source.closing(open));
	return `(${values.map(({ from, to }) => source.textOf(from, to)).join(',')})`;
}

function numbersOf(typmods: readonly Node[] | undefined): readonly number[] {
	return (typmods ?? []).map((node) => ('A_Const' in node ? (node.A_Const.ival?.ival ?? 0) : 0));
}

type Format = (modifiers: readonly number[]) => string;

function plain(name: string): Format {
	return () => name;
}

/** `name(…)`, with the modifiers in front of what follows them. */
function modified(name: string, behind = ''): Format {
	return (numbers) => name + (numbers.length === 0 ? '' : `(${numbers.join(',')})`) + behind;
}

/** `numeric(10)` is `numeric(10,0)`. */
const numeric: Format = (numbers) => modified('numeric')(numbers.length === 1 ? [...numbers, 0] : numbers);

/** A modifier of interval is a set of fields, and a precision behind it. */
const interval: Format = ([fields, precision]) => {
	const words = fields === undefined ? '' : (INTERVAL_FIELDS.get(fields) ?? '');
	return `interval${words}${precision === undefined ? '' : `(${precision})`}`;
};

/** Bits of the fields, as src/include/utils/timestamp.h has them: MONTH 1, YEAR 2, DAY 3, HOUR 10, MINUTE 11, SECOND 12. */
const INTERVAL_FIELDS: ReadonlyMap<number, string> = new Map([
	[1 << 2, ' year'],
	[1 << 1, ' month'],
	[1 << 3, ' day'],
	[1 << 10, ' hour'],
	[1 << 11, ' minute'],
	[1 << 12, ' second'],
	[(1 << 2) | (1 << 1), ' year to month'],
	[(1 << 3) | (1 << 10), ' day to hour'],
	[(1 << 3) | (1 << 10) | (1 << 11), ' day to minute'],
	[(1 << 3) | (1 << 10) | (1 << 11) | (1 << 12), ' day to second'],
	[(1 << 10) | (1 << 11), ' hour to minute'],
	[(1 << 10) | (1 << 11) | (1 << 12), ' hour to second'],
	[(1 << 11) | (1 << 12), ' minute to second'],
]);

/** By the names of `pg_type`, which the grammar makes of SQL's words. */
const BUILT_IN: Readonly<Record<string, Format>> = Object.assign(Object.create(null) as Record<string, Format>, {
	bool: plain('boolean'),
	int2: plain('smallint'),
	int4: plain('integer'),
	int8: plain('bigint'),
	float4: plain('real'),
	float8: plain('double precision'),
	numeric,
	varchar: modified('character varying'),
	// `bpchar` without a length is a type of its own; CHAR has the length 1.
	bpchar: (numbers: readonly number[]) => (numbers.length === 0 ? 'bpchar' : modified('character')(numbers)),
	char: plain('"char"'),
	bit: modified('bit'),
	varbit: modified('bit varying'),
	time: modified('time', ' without time zone'),
	timetz: modified('time', ' with time zone'),
	timestamp: modified('timestamp', ' without time zone'),
	timestamptz: modified('timestamp', ' with time zone'),
	interval,
	// A keyword since 16, and written without quotes all the same.
	json: plain('json'),
	serial: plain('serial'),
	serial4: plain('serial'),
	bigserial: plain('bigserial'),
	serial8: plain('bigserial'),
	smallserial: plain('smallserial'),
	serial2: plain('smallserial'),
});
