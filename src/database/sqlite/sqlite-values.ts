import type { Parameters, Value } from '../connection.ts';

/** What both libraries bind. */
export type BoundValue = null | number | bigint | string | Buffer;

/** Returns a value as SQLite stores it: booleans as 0 and 1, times as ISO 8601 in UTC. */
function toSqlite(value: Value, exactNumbers: boolean): BoundValue {
	if (typeof value === 'boolean') return value ? 1n : 0n;
	// Both libraries bind a `number` as REAL, which a column without type keeps as 1.0.
	if (typeof value === 'number') return !exactNumbers && Number.isSafeInteger(value) ? BigInt(value) : value;
	if (value instanceof Date) return value.toISOString();
	if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
	return value;
}

/** Returns parameters as both libraries take them: a list for `?`, an object without prefixes for names. */
export function bindParameters(
	parameters: Parameters,
	exactNumbers: boolean,
): BoundValue[] | Record<string, BoundValue> {
	if (isList(parameters)) return parameters.map((value) => toSqlite(value, exactNumbers));
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [name.replace(/^[:@$]/, ''), toSqlite(value, exactNumbers)]),
	);
}

/** Returns a value that was read with all integers as `bigint`, with those that a `number` holds exactly as such. */
export function fromSqlite(value: unknown, exactNumbers: boolean): Value {
	if (typeof value === 'bigint') {
		const small = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
		return small && !exactNumbers ? Number(value) : value;
	}
	if (value instanceof Uint8Array && !Buffer.isBuffer(value))
		return Buffer.from(value.buffer, value.byteOffset, value.length);
	return value as Value;
}

function isList(parameters: Parameters): parameters is readonly Value[] {
	return Array.isArray(parameters);
}
