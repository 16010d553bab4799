import { objectKey } from '../../sql/identifier.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../../sql/schema-change.ts';
import type { Column, Constraint } from '../schema.ts';
import { type ChangeContext, madeBy } from './change-context.ts';

/** Returns a column as a statement defines it, without what its constraints imply. */
export function toColumn(definition: ColumnDefinition, context: ChangeContext): Column {
	const { range: _, ...column } = definition;
	return { ...column, ...madeBy(context) };
}

/** Returns a constraint as a statement defines it, its table and columns by name. */
export function toConstraint(definition: ConstraintDefinition, context: ChangeContext): Constraint {
	const { kind, name, columns, references, expression, writtenOn, validated } = definition;
	return {
		kind,
		...(name !== undefined && { name }),
		columns: columns.map((column) => column.name),
		...(references && {
			references: {
				...references,
				table: objectKey(references.table),
				columns: references.columns.map((column) => column.name),
			},
		}),
		...(expression !== undefined && { expression }),
		...(writtenOn !== undefined && { writtenOn }),
		validated,
		...madeBy(context),
	};
}

/** Returns the columns with NOT NULL on those named. */
export function withNotNull(columns: readonly Column[], names: readonly string[]): readonly Column[] {
	return columns.map((column) =>
		!column.notNull && names.includes(column.name) ? { ...column, notNull: true } : column,
	);
}
