import type { Parameters, Value } from '../../database/connection.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { parserDefs, tokenize } from '../../sql/sqlite/parser.ts';

const VARIABLE = parserDefs.symbols.indexOf('VARIABLE');

/** A statement whose placeholders are all `?`, and a value for each. */
export interface BoundStatement {
	readonly sql: string;
	readonly values: readonly Value[];
}

/**
 * Gives each placeholder of a statement its value as Python's sqlite3 does: a list by number, also for `:name`; names from a
 * mapping (https://www.sqlite.org/lang_expr.html#varparam). The libraries that we open SQLite with each take only some of that,
 * and one of them binds NULL for what is missing. Throws `DatabaseError` in sqlite3's words where they do not fit.
 */
export function bindSqliteParameters(sql: string, parameters: Parameters): BoundStatement {
	const placeholders = placeholdersOf(sql);
	const count = Math.max(0, ...placeholders.map(({ number }) => number));
	const values = isList(parameters) ? listed(parameters, count) : named(parameters, placeholders);
	let rewritten = '';
	let end = 0;
	for (const { start, text } of placeholders) {
		rewritten += `${sql.slice(end, start)}?`;
		end = start + text.length;
	}
	return { sql: rewritten + sql.slice(end), values: placeholders.map(({ number }) => values[number - 1] ?? null) };
}

interface Placeholder {
	readonly start: number;
	readonly text: string;
	/** Counted from 1; a name that comes again has the number that it had. */
	readonly number: number;
}

function placeholdersOf(sql: string): readonly Placeholder[] {
	if (!/[?:@$]/.test(sql)) return [];
	const found: Placeholder[] = [];
	const numbers = new Map<string, number>();
	let highest = 0;
	for (const token of tokenize(sql)) {
		if (token.type !== VARIABLE) continue;
		const text = sql.slice(token.span.offset, token.span.offset + token.span.length);
		const written = text.startsWith('?') && text.length > 1 ? Number(text.slice(1)) : undefined;
		const number = written ?? (text === '?' ? highest + 1 : (numbers.get(text) ?? highest + 1));
		if (text !== '?') numbers.set(text, number);
		highest = Math.max(highest, number);
		found.push({ start: token.span.offset, text, number });
	}
	return found;
}

function listed(parameters: readonly Value[], count: number): readonly Value[] {
	if (parameters.length === count) return parameters;
	throw new DatabaseError(
		`Incorrect number of bindings supplied. The current statement uses ${count}, and there are ${parameters.length} supplied.`,
	);
}

function named(parameters: Readonly<Record<string, Value>>, placeholders: readonly Placeholder[]): readonly Value[] {
	const values: Value[] = [];
	for (const { text, number } of placeholders) {
		if (text.startsWith('?')) {
			throw new DatabaseError(`Binding ${number} has no name, but you supplied a dictionary (which has only names).`);
		}
		const name = text.slice(1);
		if (!Object.hasOwn(parameters, name)) {
			throw new DatabaseError(`You did not supply a value for binding parameter ${text}.`);
		}
		values[number - 1] = parameters[name] ?? null;
	}
	return values;
}

function isList(parameters: Parameters): parameters is readonly Value[] {
	return Array.isArray(parameters);
}
