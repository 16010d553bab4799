import type { Difference } from '../difference.ts';
import { normalizeExpression } from '../normalize-expression.ts';
import type { Constraint, Schema, Table } from '../schema.ts';
import {
	type ComparedProperty,
	type Comparison,
	changedProperties,
	missing,
	sameExpression,
	yesOrNo,
} from './comparison.ts';

/**
 * Returns how the constraints of a table differ. PostgreSQL's are matched by their names, which they always have there;
 * SQLite's by what they say, for hardly anybody names them and nothing depends on it.
 */
export function compareConstraints(
	comparison: Comparison,
	key: string,
	expected: Table,
	actual: Table,
): readonly Difference[] {
	const differences: Difference[] = [];
	const remaining = [...actual.constraints];
	const unmatched: Constraint[] = [];
	for (const constraint of expected.constraints) {
		const at = remaining.findIndex((other) => isSame(comparison, constraint, other));
		const [match] = at === -1 ? [] : remaining.splice(at, 1);
		if (match === undefined) unmatched.push(constraint);
		else differences.push(...compareMatched(comparison, key, constraint, match, expected));
	}
	for (const constraint of unmatched) {
		const origin = constraint.origin ?? expected.origin;
		const at = remaining.findIndex((other) => isChanged(constraint, other));
		const [match] = at === -1 ? [] : remaining.splice(at, 1);
		const subject = { kind: 'constraint', table: key, constraint: label(constraint) } as const;
		if (match === undefined) differences.push(missing(subject, origin));
		else {
			const properties = [
				{ property: 'name', expected: constraint.name, actual: match.name ?? constraint.name },
				{ property: 'definition', expected: describe(constraint), actual: describe(match) },
			];
			differences.push(...changedProperties(subject, properties, origin));
		}
	}
	for (const constraint of remaining) {
		differences.push({
			subject: { kind: 'constraint', table: key, constraint: label(constraint) },
			type: 'unexpected',
		});
	}
	return differences;
}

function isSame(comparison: Comparison, one: Constraint, other: Constraint): boolean {
	if (comparison.dialect === 'postgresql' && one.name !== other.name) return false;
	return (
		one.kind === other.kind &&
		(one.kind === 'exclude' || one.columns.join() === other.columns.join()) &&
		sameTarget(comparison, one, other) &&
		sameCondition(comparison, one, other)
	);
}

/** A CHECK of SQLite is known by nothing but its condition, so there it must be the same however it was read. */
function sameCondition(comparison: Comparison, one: Constraint, other: Constraint): boolean {
	if (comparison.dialect === 'postgresql') return sameExpression(comparison, one.expression, other.expression);
	const condition = ({ expression = '' }: Constraint) => normalizeExpression(expression, 'sqlite');
	return condition(one) === condition(other);
}

function sameTarget({ expected, actual }: Comparison, one: Constraint, other: Constraint): boolean {
	if (one.references === undefined || other.references === undefined) return one.references === other.references;
	if (one.references.table !== other.references.table) return false;
	const columns = targetColumns(expected, one);
	const otherColumns = targetColumns(actual, other);
	// Where the table that is meant is not there, neither is its primary key, and nothing can be said.
	return columns === undefined || otherColumns === undefined || columns.join() === otherColumns.join();
}

/** A foreign key that names no columns means the primary key of its table. */
function targetColumns(schema: Schema, { references }: Constraint): readonly string[] | undefined {
	if (references === undefined || references.columns.length > 0) return references?.columns;
	const target = schema.tables.get(references.table);
	return target?.constraints.find(({ kind }) => kind === 'primary key')?.columns;
}

/** What may differ between two constraints that are the same one. */
function compareMatched(
	comparison: Comparison,
	key: string,
	expected: Constraint,
	actual: Constraint,
	table: Table,
): readonly Difference[] {
	const subject = { kind: 'constraint', table: key, constraint: label(expected) } as const;
	const properties: ComparedProperty[] = [];
	for (const [property, name] of [
		['onDelete', 'on delete'],
		['onUpdate', 'on update'],
	] as const) {
		const one = expected.references?.[property];
		const other = actual.references?.[property];
		if (one !== undefined && other !== undefined) properties.push({ property: name, expected: one, actual: other });
	}
	if (comparison.dialect === 'postgresql') {
		properties.push({
			property: 'validated',
			expected: yesOrNo(expected.validated),
			actual: yesOrNo(actual.validated),
		});
	}
	return changedProperties(subject, properties, expected.origin ?? table.origin);
}

/** True where what is left over on both sides is one constraint in two shapes. */
function isChanged(one: Constraint, other: Constraint): boolean {
	if (one.name !== undefined && one.name === other.name) return true;
	if (one.kind !== other.kind) return false;
	if (one.kind === 'primary key') return true;
	return one.kind === 'foreign key' && one.columns.join() === other.columns.join();
}

/** How people would name a constraint: by its name, else by what it says. */
export function label(constraint: Constraint): string {
	return constraint.name ?? describe(constraint);
}

function describe({ kind, columns, references, expression }: Constraint): string {
	if (kind === 'check' || kind === 'exclude') return `${kind} (${expression ?? ''})`;
	const what = `${kind} (${columns.join(', ')})`;
	if (references === undefined) return what;
	return `${what} references ${references.table}${references.columns.length > 0 ? ` (${references.columns.join(', ')})` : ''}`;
}
