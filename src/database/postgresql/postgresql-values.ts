import type { Value } from '../connection.ts';

/** Object identifiers of the built-in types that are not handed on as text: `SELECT oid, typname FROM pg_type`. */
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const FLOAT4 = 700;
const FLOAT8 = 701;
const TIMESTAMPTZ = 1184;

/** Returns a value in PostgreSQL's text format as a `Value`; what has no exact counterpart stays text. */
export function fromPostgresql(type: number, text: string): Value {
	switch (type) {
		case BOOL:
			return text === 't';
		case BYTEA:
			return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : text;
		case INT2:
		case INT4:
		case OID:
		case FLOAT4:
		case FLOAT8:
			return Number(text);
		case INT8: {
			const value = Number(text);
			return Number.isSafeInteger(value) ? value : BigInt(text);
		}
		case TIMESTAMPTZ:
			return toDate(text);
		default:
			return text;
	}
}

/** Returns a value in the text format that PostgreSQL reads for any type; null for NULL. */
export function toPostgresql(value: Value): string | null {
	if (value === null) return null;
	if (value instanceof Date) return value.toISOString();
	if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
	return String(value);
}

/** `2026-11-20 19:28:13.5+00` in the DateStyle ISO; other styles and `infinity` stay text. */
function toDate(text: string): Value {
	const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?$/.exec(text);
	if (match === null) return text;
	const [, day, time, hours, minutes = '00'] = match;
	return new Date(`${day}T${time}${hours}:${minutes}`);
}
