import type { AlterTableStmt } from 'sqlite3-parser';
import type { SchemaChange } from '../schema-change.ts';
import { readColumn } from './read-column.ts';
import { columnConstraints, tableConstraint } from './read-constraints.ts';
import { NO_GUARD } from './read-guard.ts';
import { rangeOf, type StatementSource, toName, toObjectName } from './statement-source.ts';

/**
 * Reads ALTER TABLE: SQLite makes one change a statement. ALTER COLUMN, ADD CONSTRAINT and DROP CONSTRAINT are there
 * since 3.53. https://www.sqlite.org/lang_altertable.html
 */
export function readAlterTable(source: StatementSource, statement: AlterTableStmt): SchemaChange {
	const { body, tblName } = statement;
	const table = toObjectName(tblName);
	const common = { range: source.range, table };
	switch (body.type) {
		case 'RenameToAlterTableBody':
			return { type: 'rename table', ...common, to: toName(body.name), guard: NO_GUARD };
		case 'AddColumnAlterTableBody': {
			const constraints = columnConstraints(source, body.column);
			return { type: 'add column', ...common, column: readColumn(source, body.column), constraints, guard: NO_GUARD };
		}
		case 'DropColumnAlterTableBody':
			return { type: 'drop column', ...common, column: toName(body.column), guard: NO_GUARD, cascade: false };
		case 'RenameColumnAlterTableBody':
			return { type: 'rename column', ...common, column: toName(body.old), to: toName(body.new) };
		case 'SetColumnNotNullAlterTableBody':
			return { type: 'alter column', ...common, column: toName(body.column), set: { notNull: true } };
		case 'DropColumnNotNullAlterTableBody':
			return { type: 'alter column', ...common, column: toName(body.column), set: { notNull: false } };
		case 'AddConstraintAlterTableBody': {
			// Behind the table's name stands ADD, and then the constraint.
			const start = source.startOf(source.indexAt(rangeOf(tblName.span).end) + 1);
			const range = { start, end: source.range.end };
			return { type: 'add constraint', ...common, constraint: tableConstraint(source, body.constraint, range) };
		}
		case 'DropConstraintAlterTableBody':
			return { type: 'drop constraint', ...common, constraint: toName(body.name), guard: NO_GUARD };
	}
}
