import { normalizeDefault, normalizeExpression } from '../../../src/schema/normalize-expression.ts';
import { normalizeType } from '../../../src/schema/normalize-type.ts';
import type { Schema } from '../../../src/schema/schema.ts';

/**
 * Returns a schema of PostgreSQL as plain data in which spellings, order and origins make no difference, so that static
 * replay and what is read from a server can be held against each other.
 */
export function normalForm(schema: Schema): unknown {
	const expression = (text: string | undefined) =>
		text === undefined ? undefined : normalizeExpression(text, 'postgresql');
	const lasting = <Value>(map: ReadonlyMap<string, Value>) =>
		[...map].filter(([key]) => !key.includes('pg_temp.')).sort(([a], [b]) => (a < b ? -1 : 1));
	const primaryKey = (table: string) =>
		schema.tables.get(table)?.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [];
	return {
		tables: lasting(schema.tables).map(([key, table]) => ({
			key,
			columns: table.columns.map((column) => ({
				name: column.name,
				type: normalizeType(column.type, 'postgresql'),
				notNull: column.notNull,
				default: normalizeDefault(column.default, 'postgresql'),
				generated: column.generated,
				expression: expression(column.expression),
			})),
			constraints: table.constraints
				.map(({ name, kind, columns, references, validated, expression: condition }) => ({
					name,
					kind,
					columns: columns.join(),
					target: references && [
						references.table,
						(references.columns.length > 0 ? references.columns : primaryKey(references.table)).join(),
						references.onDelete,
						references.onUpdate,
					],
					validated,
					condition: kind === 'check' ? expression(condition) : undefined,
				}))
				.sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
		})),
		indexes: lasting(schema.indexes).map(([key, { table, columns, unique, where, descending }]) => ({
			key,
			table,
			columns: columns.map(expression),
			unique,
			where: expression(where),
			descending,
		})),
		objects: lasting(schema.objects).map(([key, { table }]) => ({ key, table })),
	};
}
