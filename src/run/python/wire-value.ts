import type { Parameters, Value } from '../../database/connection.ts';

/**
 * A value as a line of JSON carries it without loss: integers that a `number` does not hold as `i`, floats as `f`, bytes
 * as `b` (base64), times as `t` (ISO 8601). A plain number is an integer.
 */
export type WireValue =
	| null
	| boolean
	| string
	| number
	| { readonly i: string }
	| { readonly f: string }
	| { readonly b: string }
	| { readonly t: string };

export type WireParameters = readonly WireValue[] | Readonly<Record<string, WireValue>>;

/** Returns a value as the connection binds it with `exactNumbers`: integers as `bigint`, floats as `number`. */
function fromWire(value: WireValue): Value {
	if (typeof value === 'number') return BigInt(value);
	if (typeof value !== 'object' || value === null) return value;
	if ('i' in value) return BigInt(value.i);
	if ('f' in value) return floatOf(value.f);
	if ('b' in value) return Buffer.from(value.b, 'base64');
	return value.t;
}

export function parametersFromWire(parameters: WireParameters): Parameters {
	if (isList(parameters)) return parameters.map(fromWire);
	return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, fromWire(value)]));
}

/** Returns a value of a result that was read with `exactNumbers`. On PostgreSQL a whole `number` is an integer. */
export function toWire(value: Value, wholeNumbersAreIntegers: boolean): WireValue {
	if (typeof value === 'bigint') {
		const small = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
		return small ? Number(value) : { i: String(value) };
	}
	if (typeof value === 'number') {
		return wholeNumbersAreIntegers && Number.isSafeInteger(value) ? value : { f: pythonFloat(value) };
	}
	if (value instanceof Date) return { t: value.toISOString() };
	if (value instanceof Uint8Array) return { b: Buffer.from(value).toString('base64') };
	return value;
}

/** Python writes `inf`, `-inf` and `nan`. */
function floatOf(text: string): number {
	if (text === 'inf') return Number.POSITIVE_INFINITY;
	if (text === '-inf') return Number.NEGATIVE_INFINITY;
	return Number(text);
}

function pythonFloat(value: number): string {
	if (Object.is(value, -0)) return '-0.0';
	return Number.isFinite(value) ? String(value) : String(value).replace('Infinity', 'inf').toLowerCase();
}

function isList(parameters: WireParameters): parameters is readonly WireValue[] {
	return Array.isArray(parameters);
}
