import type { Value } from '../database/connection.ts';

/** Beyond this a number counts milliseconds since 1970, below it seconds: 10^11 s are the year 5138, 10^11 ms 1973. */
const SECONDS_END = 1e11;

/**
 * Returns a time as a migrations table holds it (text with or without a zone, seconds, milliseconds) as ISO 8601 in UTC.
 * Text without a zone is UTC, as SQLite's CURRENT_TIMESTAMP writes it. Undefined for what is no time.
 */
export function toIsoTime(value: Value | undefined): string | undefined {
	const time = timeOf(value);
	return time === undefined || Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Returns a time, in UTC, for a column of this type: seconds for numbers, `2026-03-02 09:07:00` for text. */
export function fromIsoTime(iso: string, columnType: string): Value {
	if (/int|real|numeric|double|decimal/.test(columnType)) return Math.floor(Date.parse(iso) / 1000);
	if (columnType.includes('with time zone')) return iso;
	return iso.slice(0, columnType.includes('without time zone') ? 23 : 19).replace('T', ' ');
}

function timeOf(value: Value | undefined): number | undefined {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number' || typeof value === 'bigint') {
		const number = Number(value);
		return number < SECONDS_END ? number * 1000 : number;
	}
	if (typeof value !== 'string') return undefined;
	const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(value.trim());
	if (match === null) return Date.parse(value);
	const [, day, time, zone = 'Z'] = match;
	const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase();
	return Date.parse(`${day}T${time}${offset}`);
}
