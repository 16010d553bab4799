import { expressionTokens, nameOf } from './expression-tokens.ts';
import type { Constraint } from './schema.ts';

/** NAMEDATALEN - 1: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const LONGEST_NAME = 63;

const LABELS: Readonly<Record<Constraint['kind'], string>> = {
	'primary key': 'pkey',
	unique: 'key',
	'foreign key': 'fkey',
	check: 'check',
	exclude: 'excl',
};

/**
 * Returns the name that PostgreSQL makes up for a constraint: `t_a_b_key`, `t_pkey`, `t_a_fkey`, `t_a_check`; with a
 * number behind it where the name is taken. (`ChooseConstraintName` and `ChooseIndexName` of its source.)
 */
export function impliedConstraintName(
	table: string,
	constraint: Constraint,
	columnNames: readonly string[],
	isTaken: (name: string) => boolean,
): string {
	const label = LABELS[constraint.kind];
	if (constraint.kind === 'primary key') return chooseName(table, '', label, isTaken);
	const columns = constraint.kind === 'check' ? columnsOfCheck(constraint, columnNames) : constraint.columns;
	return chooseName(table, columns.join('_'), label, isTaken);
}

/**
 * Returns the name that PostgreSQL makes up for an index: `t_a_b_idx`; a term that is a call has its function's name,
 * another expression is `expr`.
 */
export function impliedIndexName(
	table: string,
	terms: readonly { readonly name: string; readonly expression?: boolean }[],
	isTaken: (name: string) => boolean,
): string {
	const names: string[] = [];
	for (const term of terms) names.push(numbered(termName(term), (name) => names.includes(name)));
	return chooseName(table, names.join('_'), 'idx', isTaken);
}

/** Returns the name of the sequence behind a serial or identity column: `t_c_seq`. */
export function impliedSequenceName(table: string, column: string, isTaken: (name: string) => boolean): string {
	return chooseName(table, column, 'seq', isTaken);
}

/** A CHECK is named after its column if it names exactly one. */
function columnsOfCheck(constraint: Constraint, columnNames: readonly string[]): readonly string[] {
	const named = new Set<string>();
	for (const token of expressionTokens(constraint.expression ?? '', 'postgresql')) {
		const name = nameOf(token, 'postgresql');
		if (name !== undefined && columnNames.includes(name)) named.add(name);
	}
	return named.size === 1 ? [...named] : [];
}

function termName({ name, expression }: { readonly name: string; readonly expression?: boolean }): string {
	if (expression !== true) return name;
	const [first, second] = expressionTokens(name.replace(/^\(+/, ''), 'postgresql');
	const called = first === undefined || second?.text !== '(' ? undefined : nameOf(first, 'postgresql');
	return called ?? 'expr';
}

function chooseName(first: string, second: string, label: string, isTaken: (name: string) => boolean): string {
	for (let pass = 0; ; pass++) {
		const name = joinName(first, second, pass === 0 ? label : `${label}${pass}`);
		if (!isTaken(name)) return name;
	}
}

function numbered(name: string, isTaken: (name: string) => boolean): string {
	if (!isTaken(name)) return name;
	for (let pass = 1; ; pass++) if (!isTaken(`${name}${pass}`)) return `${name}${pass}`;
}

/** As `makeObjectName`: the longer of both parts is shortened until the name fits into 63 bytes. */
function joinName(first: string, second: string, label: string): string {
	const overhead = label.length + 1 + (second === '' ? 0 : 1);
	let [one, two] = [first, second];
	while (bytes(one) + bytes(two) + overhead > LONGEST_NAME) {
		if (bytes(one) > bytes(two)) one = withoutLast(one);
		else two = withoutLast(two);
	}
	return second === '' ? `${one}_${label}` : `${one}_${two}_${label}`;
}

function bytes(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}

function withoutLast(text: string): string {
	return [...text].slice(0, -1).join('');
}
