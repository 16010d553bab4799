import { objectKey } from '../../sql/identifier.ts';
import type { AddConstraint, AlterConstraint, DropConstraint } from '../../sql/schema-change.ts';
import { type IndexedSchema, tablesReferencing } from '../indexed-schema.ts';
import { splitKey } from '../object-key.ts';
import type { Constraint } from '../schema.ts';
import { onTable } from './alter-columns.ts';
import { toConstraint } from './build-table.ts';
import { type ChangeContext, mapValues, type Outcome, withTable } from './change-context.ts';
import { putPostgresqlTable } from './complete-postgresql.ts';
import { hasTarget } from './foreign-key-target.ts';

export function addConstraint(schema: IndexedSchema, change: AddConstraint, context: ChangeContext): Outcome {
	return onTable(schema, change.table, (table, key) => {
		let constraint = toConstraint(change.constraint, context);
		let before = schema;
		const { usingIndex } = change.constraint;
		if (usingIndex !== undefined) {
			const { schema: within } = splitKey(key);
			const indexKey = objectKey({ ...(within !== undefined && { schema: within }), name: usingIndex.name });
			const index = schema.indexes.get(indexKey);
			if (index === undefined && !schema.uncertain) return undefined;
			// The index becomes the constraint's own, under the constraint's name.
			const columns = index?.columns ?? constraint.columns;
			constraint = { ...constraint, columns, name: constraint.name ?? usingIndex.name };
			before = { ...schema, indexes: schema.indexes.without(indexKey) };
		}
		const { name, kind } = constraint;
		if (name !== undefined && table.constraints.some((other) => other.name === name)) return undefined;
		if (kind === 'primary key' && table.constraints.some((other) => other.kind === kind)) return undefined;
		if (!table.uncertain) {
			const there = new Set(table.columns.map((column) => column.name));
			if (constraint.columns.some((column) => !there.has(column))) return undefined;
		}
		if (context.dialect === 'postgresql') {
			return putPostgresqlTable(before, key, table, [], [constraint], context);
		}
		return withTable(schema, key, { ...table, constraints: [...table.constraints, constraint] });
	});
}

export function dropConstraint(schema: IndexedSchema, change: DropConstraint, context: ChangeContext): Outcome {
	return onTable(schema, change.table, (table, key) => {
		const { name } = change.constraint;
		const known = table.constraints.find((constraint) => constraint.name === name);
		if (known !== undefined) return withoutConstraint(schema, key, known, change, context);
		// PostgreSQL 18 keeps NOT NULL as a constraint, t_c_not_null if it was not named.
		const columns = table.columns.map((column) =>
			name === `${table.name}_${column.name}_not_null` ? { ...column, notNull: false } : column,
		);
		if (columns.some((column, at) => column !== table.columns[at]))
			return withTable(schema, key, { ...table, columns });
		if (change.guard.present || table.uncertain) return schema;
		// A NOT NULL that has a name can be dropped by it, and names of NOT NULL are not kept here.
		const mayBeNotNull = table.columns.some(({ notNull }) => notNull);
		return mayBeNotNull && context.dialect === 'sqlite'
			? withTable(schema, key, { ...table, uncertain: true })
			: undefined;
	});
}

/** PostgreSQL keeps a key that a foreign key points at, or drops both by CASCADE (2BP01). */
function withoutConstraint(
	schema: IndexedSchema,
	key: string,
	dropped: Constraint,
	change: DropConstraint,
	{ dialect }: ChangeContext,
): Outcome {
	const table = schema.tables.get(key);
	if (table === undefined) return undefined;
	const without = withTable(schema, key, {
		...table,
		constraints: table.constraints.filter((each) => each !== dropped),
	});
	if (dialect === 'sqlite') return without;
	const keepsTarget = (constraint: Constraint) =>
		constraint.references?.table !== key || hasTarget(without, constraint);
	const tables = mapValues(
		without.tables,
		(each) => {
			const constraints = each.constraints.filter(keepsTarget);
			return constraints.length < each.constraints.length ? { ...each, constraints } : each;
		},
		tablesReferencing(without, key),
	);
	return tables === without.tables || change.cascade === true ? { ...without, tables } : undefined;
}

export function alterConstraint(schema: IndexedSchema, change: AlterConstraint): Outcome {
	return onTable(schema, change.table, (table, key) => {
		const { name } = change.constraint;
		const newName = change.set.name?.name;
		const known = table.constraints.find((constraint) => constraint.name === name);
		if (known === undefined) return table.uncertain ? schema : undefined;
		if (newName !== undefined && table.constraints.some((other) => other.name === newName)) return undefined;
		const altered = {
			...known,
			...(newName !== undefined && { name: newName }),
			validated: change.set.validated ?? known.validated,
		};
		const constraints = table.constraints.map((each) => (each === known ? altered : each));
		return withTable(schema, key, { ...table, constraints });
	});
}
