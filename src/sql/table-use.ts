import type { NamedRange, ObjectName } from './object-name.ts';

/** A table whose rows a statement reads or writes. */
export interface TableUse {
	readonly table: ObjectName;
	readonly access: 'read' | 'write';
	/**
	 * The columns that can only belong to this table: the column list of an INSERT, the SET list of an UPDATE, qualified
	 * references, and unqualified ones where this is the only table in scope. A name that may belong to another table,
	 * a subquery or a common table expression is left out, so that unknown is never reported.
	 */
	readonly columns: readonly NamedRange[];
}
