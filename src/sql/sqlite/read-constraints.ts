import type {
	ColumnDefinition as ColumnNode,
	ForeignKeyClause,
	IndexedColumn,
	NamedTableConstraint,
	RefAct,
	SortedColumn,
} from 'sqlite3-parser';
import type { NamedRange } from '../object-name.ts';
import type { ConstraintDefinition, Reference, ReferentialAction } from '../schema-change.ts';
import type { TextRange } from '../text-range.ts';
import { foldName } from './identifiers.ts';
import { rangeOf, type StatementSource, toName } from './statement-source.ts';

/** Returns the constraints that are written on a column. NOT NULL is a property of the column itself. */
export function columnConstraints(source: StatementSource, column: ColumnNode): readonly ConstraintDefinition[] {
	const own = toName(column.colName);
	const columns = [own];
	return column.constraints.flatMap(({ name, constraint, span }): readonly ConstraintDefinition[] => {
		const named = name && { name: foldName(name.text) };
		const common = { ...named, writtenOn: own.name, validated: true, range: rangeOf(span) };
		switch (constraint.type) {
			case 'PrimaryKeyColumnConstraint':
				return [{ kind: 'primary key', columns, ...common }];
			case 'UniqueColumnConstraint':
				return [{ kind: 'unique', columns, ...common }];
			case 'CheckColumnConstraint':
				return [
					{ kind: 'check', columns: [], expression: source.foldedText(rangeOf(constraint.expr.span)), ...common },
				];
			case 'ForeignKeyColumnConstraint':
				return [{ kind: 'foreign key', columns, references: toReference(constraint.clause), ...common }];
			default:
				return [];
		}
	});
}

/** Returns one constraint of a table's own list. `range` is where it is written, with its name. */
export function tableConstraint(
	source: StatementSource,
	{ name, constraint }: NamedTableConstraint,
	range: TextRange,
): ConstraintDefinition {
	const common = { ...(name && { name: foldName(name.text) }), validated: true, range };
	switch (constraint.type) {
		case 'PrimaryKeyTableConstraint':
			return { kind: 'primary key', columns: constraint.columns.map(keyColumn), ...common };
		case 'UniqueTableConstraint':
			return { kind: 'unique', columns: constraint.columns.map(keyColumn), ...common };
		case 'CheckTableConstraint':
			return { kind: 'check', columns: [], expression: source.foldedText(rangeOf(constraint.expr.span)), ...common };
		case 'ForeignKeyTableConstraint': {
			const references = toReference(constraint.clause);
			return { kind: 'foreign key', columns: constraint.columns.map(indexedColumn), references, ...common };
		}
	}
}

/**
 * Returns the column that a term of a key or an index names, or undefined where it is an expression. SQLite takes a
 * string there as the name of a column. https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
export function namedColumn({ expr }: SortedColumn): NamedRange | undefined {
	const inner = expr.type === 'CollateExpr' ? expr.expr : expr;
	const range = rangeOf(inner.span);
	if (inner.type === 'Id') return { name: foldName(inner.name), range };
	if (inner.type === 'NameExpr') return { name: foldName(inner.name.text), range };
	if (inner.type === 'StringLiteral') return { name: foldName(inner.value), range };
	return undefined;
}

/** SQLite refuses expressions in the keys of a table, so what is none can only be an unreadable name. */
function keyColumn(column: SortedColumn): NamedRange {
	return namedColumn(column) ?? { name: '', range: rangeOf(column.expr.span) };
}

function indexedColumn(column: IndexedColumn): NamedRange {
	return toName(column.colName);
}

function toReference({ tblName, columns, args }: ForeignKeyClause): Reference {
	const action = (type: 'OnDeleteRefArg' | 'OnUpdateRefArg'): ReferentialAction => {
		// The last one counts, as in SQLite.
		const written = args.findLast((arg) => arg.type === type);
		return written === undefined || !('action' in written) ? 'no action' : ACTIONS[written.action];
	};
	return {
		table: toName(tblName),
		columns: (columns ?? []).map(indexedColumn),
		onDelete: action('OnDeleteRefArg'),
		onUpdate: action('OnUpdateRefArg'),
	};
}

const ACTIONS: Readonly<Record<RefAct, ReferentialAction>> = {
	SetNull: 'set null',
	SetDefault: 'set default',
	Cascade: 'cascade',
	Restrict: 'restrict',
	NoAction: 'no action',
};
