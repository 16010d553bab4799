import type { ObjectName } from '../../object-name.ts';
import type { SchemaChange, UnknownChange } from '../../schema-change.ts';
import type { Circumstance } from '../plpgsql-statements.ts';
import { Scanner } from '../scanner.ts';

/**
 * Returns a change as it is for a schema when it is made under a circumstance. `IF NOT EXISTS (… 'name' …)` around a
 * CREATE or ADD, `IF EXISTS (… 'name' …)` around a DROP and a handler for `duplicate_…` or `undefined_…` are guards,
 * as if IF [NOT] EXISTS were written. Under any other circumstance it is not known whether the change is made.
 */
export function conditionalChange(change: SchemaChange, circumstance: Circumstance): SchemaChange {
	if (circumstance.when === 'always' || change.type === 'unknown') return change;
	const asks = ASKS[change.type];
	const isGuard =
		asks !== undefined &&
		(circumstance.when === 'tried'
			? circumstance.caught.length > 0 && circumstance.caught.every((name) => name.startsWith(CATCHES[asks]))
			: circumstance.when === 'if' && asksFor(circumstance.condition, asks, nameOf(change)));
	if (!isGuard) return perhaps(change);
	return 'guard' in change ? { ...change, guard: { present: true } } : change;
}

/** Whether a guard of this change asks for something to be missing or to be there. */
const ASKS: Partial<Record<SchemaChange['type'], 'missing' | 'there'>> = {
	'create table': 'missing',
	'create index': 'missing',
	'create object': 'missing',
	'add column': 'missing',
	'add constraint': 'missing',
	'drop column': 'there',
	'drop constraint': 'there',
	drop: 'there',
	'rename table': 'there',
};

/** How the names of the errors begin: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CATCHES = { missing: 'duplicate_', there: 'undefined_' } as const;

function nameOf(change: SchemaChange): string | undefined {
	switch (change.type) {
		case 'create table':
		case 'rename table':
			return change.table.name;
		case 'create index':
			return change.index?.name;
		case 'create object':
			return change.object.name;
		case 'add column':
		case 'drop column':
			return change.column.name;
		case 'add constraint':
			return change.constraint.name;
		case 'drop constraint':
			return change.constraint.name;
		case 'drop':
			return change.objects.length === 1 ? change.objects[0]?.name : undefined;
		default:
			return undefined;
	}
}

/**
 * Tells whether a condition asks whether something of this name is missing or there: `[NOT] EXISTS (…)` or
 * `to_regclass('…') IS [NOT] NULL` with the name as a string in it, and nothing else beside.
 */
function asksFor(condition: string, asks: 'missing' | 'there', name: string | undefined): boolean {
	if (name === undefined) return false;
	const words: string[] = [];
	const strings: string[] = [];
	const scanner = new Scanner(condition);
	let depth = 0;
	while (scanner.next()) {
		const { kind, written } = scanner;
		if (kind === 'string') strings.push(written.slice(1, -1).replaceAll("''", "'"));
		if (written === ')') depth--;
		if (depth === 0) words.push(kind === 'word' ? written.toLowerCase() : written);
		if (written === '(') depth++;
	}
	const shape = words.join(' ').replace(/ ?\( ?\)/, '()');
	const isNamed = strings.some((text) => text === name || text.split('.').at(-1)?.replaceAll('"', '') === name);
	return isNamed && (asks === 'missing' ? ASKS_FOR_MISSING : ASKS_FOR_THERE).test(shape);
}

const ASKS_FOR_MISSING = /^(?:not exists\(\)|to_reg(?:class|type)\(\) is null)$/;
const ASKS_FOR_THERE = /^(?:exists\(\)|to_reg(?:class|type)\(\) is not null)$/;

/** What a change may have touched is unknown from here on. */
function perhaps(change: SchemaChange): UnknownChange {
	const tables = touched(change);
	return { type: 'unknown', range: change.range, what: 'a condition in a DO block', ...(tables && { tables }) };
}

/** The tables that a change touches; undefined where it is something else. */
function touched(change: SchemaChange): readonly ObjectName[] | undefined {
	switch (change.type) {
		case 'create object':
		case 'rename object':
		case 'unknown':
			return undefined;
		case 'alter object':
			return [];
		case 'drop':
			return change.kind === 'table' ? change.objects : undefined;
		case 'rename table':
			return [change.table, { ...change.table, ...change.to }];
		default:
			return [change.table];
	}
}
