import type { Column, Constraint, Index, Schema, SchemaObject, Table } from '../../schema/schema.ts';
import { groupBy } from '../../sql/group-by.ts';
import { objectKey } from '../../sql/identifier.ts';
import type { ConstraintKind, ObjectKind, ReferentialAction } from '../../sql/schema-change.ts';
import type { Connection, Value } from '../connection.ts';
import { withoutTables } from '../without-tables.ts';
import { COLUMNS, CONSTRAINTS, INDEXES, OBJECTS, TABLES } from './catalog-queries.ts';

const CONSTRAINT_KINDS: Readonly<Record<string, ConstraintKind>> = {
	p: 'primary key',
	u: 'unique',
	f: 'foreign key',
	c: 'check',
	x: 'exclude',
};
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
	a: 'no action',
	r: 'restrict',
	c: 'cascade',
	n: 'set null',
	d: 'set default',
};
const GENERATED: Readonly<Record<string, string>> = { s: 'stored', v: 'virtual' };
const IDENTITY: Readonly<Record<string, string>> = { a: 'identity always', d: 'identity by default' };
const OF_A_TABLE: ReadonlySet<string> = new Set(['trigger', 'policy', 'rule']);

/**
 * Reads what a PostgreSQL database holds, inside the transaction that is open. What belongs to an extension or to the
 * system is left out; expressions and definitions are as this server writes them, so they compare only with those that
 * a server of the same major version wrote.
 */
export async function readPostgresqlSchema(connection: Connection, ignore: readonly string[]): Promise<Schema> {
	const before = (await connection.query("SELECT current_setting('search_path')")).rows[0]?.[0] ?? '';
	await connection.query("SELECT set_config('search_path', 'public', true)");
	const schema = await readCatalogs(connection);
	await connection.query("SELECT set_config('search_path', $1, true)", [before]);
	return withoutTables(schema, ignore, (name) => name.toLowerCase());
}

async function readCatalogs(connection: Connection): Promise<Schema> {
	const columns = byTable(await rowsOf(connection, COLUMNS), toColumn);
	const constraints = byTable(await rowsOf(connection, CONSTRAINTS), toConstraint);
	const tables = (await rowsOf(connection, TABLES)).map((row): [string, Table] => {
		const key = keyOf(row[0], row[1]);
		return [key, toTable(key, row, columns.get(key) ?? [], constraints.get(key) ?? [])];
	});
	const indexes = (await rowsOf(connection, INDEXES)).map((row): [string, Index] => [
		keyOf(row[0], row[1]),
		toIndex(row),
	]);
	return {
		tables: new Map(tables),
		indexes: new Map(indexes),
		objects: await readObjects(connection),
		uncertain: false,
	};
}

type Row = readonly Value[];

async function rowsOf(connection: Connection, sql: string): Promise<readonly Row[]> {
	return (await connection.query(sql)).rows;
}

function byTable<T>(rows: readonly Row[], read: (row: Row) => T): ReadonlyMap<string, readonly T[]> {
	return new Map([...groupBy(rows, (row) => keyOf(row[0], row[1]))].map(([key, group]) => [key, group.map(read)]));
}

function toTable(
	key: string,
	[, , unlogged, partitionKey, rowSecurity, forced]: Row,
	columns: readonly Column[],
	constraints: readonly Constraint[],
): Table {
	const options = [
		...(unlogged === true ? ['UNLOGGED'] : []),
		...(partitionKey === null ? [] : [`PARTITION BY ${partitionKey}`]),
		...(rowSecurity === true ? ['ROW LEVEL SECURITY'] : []),
		...(forced === true ? ['FORCE ROW LEVEL SECURITY'] : []),
	];
	return { name: key, columns, constraints, options, uncertain: false };
}

function toColumn([, , name, type, notNull, identity, generated, expression, collation]: Row): Column {
	const kind = GENERATED[String(generated)] ?? IDENTITY[String(identity)];
	const text = expression === null ? undefined : String(expression);
	const isExpression = GENERATED[String(generated)] !== undefined;
	return {
		name: String(name),
		type: String(type),
		notNull: notNull === true,
		...(text !== undefined && (isExpression ? { expression: text } : { default: text })),
		...(kind !== undefined && { generated: kind }),
		...(collation !== null && { collation: String(collation) }),
	};
}

function toConstraint(row: Row): Constraint {
	const [, , name, type, validated, columns, targetSchema, target, targetColumns, onDelete, onUpdate, expression] = row;
	const kind = CONSTRAINT_KINDS[String(type)] ?? 'check';
	return {
		kind,
		name: String(name),
		columns: kind === 'check' ? [] : listOf(columns),
		...(kind === 'foreign key' && {
			references: {
				table: keyOf(targetSchema, target),
				columns: listOf(targetColumns),
				onDelete: ACTIONS[String(onDelete)] ?? 'no action',
				onUpdate: ACTIONS[String(onUpdate)] ?? 'no action',
			},
		}),
		...(expression !== null && { expression: String(expression) }),
		validated: validated === true,
	};
}

function toIndex([schema, name, table, unique, valid, where, columns, descending]: Row): Index {
	return {
		name: keyOf(schema, name),
		table: keyOf(schema, table),
		columns: listOf(columns),
		descending: JSON.parse(String(descending)) as boolean[],
		unique: unique === true,
		...(where !== null && { where: String(where) }),
		valid: valid === true,
	};
}

async function readObjects(connection: Connection): Promise<ReadonlyMap<string, SchemaObject>> {
	const objects = new Map<string, SchemaObject>();
	for (const query of OBJECTS) {
		for (const [kind, schema, name, tableSchema, table, definition] of await rowsOf(connection, query)) {
			const key = keyOf(schema, name);
			const tableKey = table === null ? undefined : keyOf(tableSchema, table);
			const place = OF_A_TABLE.has(String(kind)) ? `${kind} ${key} on ${tableKey}` : `${kind} ${key}`;
			// Functions of one name and other parameters stand under one key, in order of their parameters.
			const text = [objects.get(place)?.definition, String(definition)].filter((part) => part !== undefined);
			objects.set(place, {
				kind: String(kind) as ObjectKind,
				name: key,
				...(tableKey !== undefined && { table: tableKey }),
				definition: text.join(';\n'),
			});
		}
	}
	return objects;
}

/** The key of a name that stands in no schema (a trigger, an extension) is the name. */
function keyOf(schema: Value | undefined, name: Value | undefined): string {
	return objectKey(schema === null ? { name: String(name) } : { schema: String(schema), name: String(name) });
}

function listOf(json: Value | undefined): readonly string[] {
	return json === null ? [] : (JSON.parse(String(json)) as string[]);
}
