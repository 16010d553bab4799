import { objectKey } from '../../sql/identifier.ts';
import { impliedConstraintName, impliedSequenceName } from '../implied-names.ts';
import type { IndexedSchema } from '../indexed-schema.ts';
import { splitKey } from '../object-key.ts';
import type { Column, Constraint, Table } from '../schema.ts';
import { withNotNull } from './build-table.ts';
import { type ChangeContext, madeBy, type Outcome, withTable } from './change-context.ts';
import { hasTarget } from './foreign-key-target.ts';
import { hasConstraint, relationNamed } from './relation.ts';

/** https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
const SERIAL_TYPES: Readonly<Record<string, string>> = {
	bigserial: 'bigint',
	serial: 'integer',
	serial2: 'smallint',
	serial4: 'integer',
	serial8: 'bigint',
	smallserial: 'smallint',
};

/**
 * Returns the schema with a new or changed table, and with what PostgreSQL makes of the new columns and constraints:
 * names of constraints, NOT NULL on the columns of keys and identities, sequences of serial columns. (The sequence of an
 * identity column is a part of that column.) Returns undefined where PostgreSQL refuses a foreign key.
 */
export function putPostgresqlTable(
	schema: IndexedSchema,
	key: string,
	table: Table,
	newColumns: readonly Column[],
	newConstraints: readonly Constraint[],
	context: ChangeContext,
): Outcome {
	let after = schema;
	let columns: readonly Column[] = table.columns;
	for (const column of newColumns) {
		if (column.generated?.startsWith('identity') === true) columns = withNotNull(columns, [column.name]);
		if (!(column.type in SERIAL_TYPES)) continue;
		const sequence = freeSequenceName(after, key, table.name, column.name);
		after = withSequence(after, sequence, key, context);
		columns = columns.map((each) => (each.name === column.name ? serialColumn(each, sequence) : each));
	}
	const constraints = [...table.constraints];
	for (const constraint of withoutRepeated(newConstraints)) {
		const isTaken = (name: string) => isConstraintNameTaken(after, key, constraints, constraint, name);
		const columnNames = columns.map(({ name }) => name);
		const name = constraint.name ?? impliedConstraintName(table.name, constraint, columnNames, isTaken);
		constraints.push({ ...constraint, name });
		if (constraint.kind === 'primary key') columns = withNotNull(columns, constraint.columns);
	}
	if (constraints.filter(({ kind }) => kind === 'primary key').length > 1) return undefined;
	const target = withTable(after, key, { ...table, columns, constraints });
	if (!newConstraints.every((constraint) => hasTarget(target, constraint))) return undefined;
	return target;
}
function serialColumn(column: Column, sequence: string): Column {
	const type = SERIAL_TYPES[column.type] ?? column.type;
	return { ...column, type, notNull: true, default: `nextval('${sequence}'::regclass)` };
}

function freeSequenceName(schema: IndexedSchema, key: string, table: string, column: string): string {
	const { schema: within } = splitKey(key);
	const place = within === undefined ? {} : { schema: within };
	const name = impliedSequenceName(
		table,
		column,
		(candidate) => relationNamed(schema, objectKey({ ...place, name: candidate }), 'postgresql') !== undefined,
	);
	return objectKey({ ...place, name });
}

function withSequence(schema: IndexedSchema, sequence: string, table: string, context: ChangeContext): IndexedSchema {
	const object = {
		kind: 'sequence',
		name: splitKey(sequence).name,
		table,
		definition: '',
		...madeBy(context),
	} as const;
	return { ...schema, objects: schema.objects.with(`sequence ${sequence}`, object) };
}

/**
 * Of several keys on the same columns in one statement PostgreSQL makes one, the primary key first, under the first name
 * that is written. (`transformIndexConstraints` of its source.)
 */
function withoutRepeated(constraints: readonly Constraint[]): readonly Constraint[] {
	const kept = new Map<string, Constraint>();
	const isKey = ({ kind }: Constraint) => kind === 'primary key' || kind === 'unique';
	for (const key of constraints
		.filter(isKey)
		.sort((a, b) => Number(a.kind === 'unique') - Number(b.kind === 'unique'))) {
		const columns = key.columns.join();
		const prior = kept.get(columns);
		if (prior === undefined || (prior.kind === 'primary key' && key.kind === 'primary key')) kept.set(columns, key);
		else if (prior.name === undefined && key.name !== undefined) kept.set(columns, { ...prior, name: key.name });
	}
	return [...constraints.filter((constraint) => !isKey(constraint)), ...kept.values()];
}

function isConstraintNameTaken(
	schema: IndexedSchema,
	key: string,
	constraints: readonly Constraint[],
	constraint: Constraint,
	name: string,
): boolean {
	if (constraints.some((other) => other.name === name)) return true;
	const { schema: within } = splitKey(key);
	const ofSchema = objectKey({ ...(within !== undefined && { schema: within }), name });
	if (hasConstraint(schema, ofSchema, () => true)) return true;
	const hasIndex = constraint.kind !== 'check' && constraint.kind !== 'foreign key';
	return hasIndex && relationNamed(schema, ofSchema, 'postgresql') !== undefined;
}
