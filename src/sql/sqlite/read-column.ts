import type {
	ColumnDefinition as ColumnNode,
	DefaultColumnConstraint,
	GeneratedColumnConstraint,
} from 'sqlite3-parser';
import type { ColumnDefinition } from '../schema-change.ts';
import type { TextRange } from '../text-range.ts';
import { unquoteIdentifier } from './identifiers.ts';
import { rangeOf, type StatementSource, toName } from './statement-source.ts';

/** Types that SQLite stores as a number and always shows in upper case: https://www.sqlite.org/stricttables.html */
const STANDARD_TYPES = new Set(['ANY', 'BLOB', 'INT', 'INTEGER', 'REAL', 'TEXT']);

/** Returns a column as CREATE TABLE and ADD COLUMN define it, with type and default as `PRAGMA table_info` shows them. */
export function readColumn(source: StatementSource, column: ColumnNode): ColumnDefinition {
	let notNull = false;
	let defaultText: string | undefined;
	let collation: string | undefined;
	let generated: GeneratedColumnConstraint | undefined;
	for (const { constraint } of column.constraints) {
		if (constraint.type === 'NotNullColumnConstraint') notNull = !constraint.nullable;
		else if (constraint.type === 'DefaultColumnConstraint') defaultText = readDefault(source, constraint);
		else if (constraint.type === 'CollateColumnConstraint') collation = constraint.collationName.text.toUpperCase();
		else if (constraint.type === 'GeneratedColumnConstraint') generated = constraint;
	}
	return {
		...toName(column.colName),
		type: column.colType === undefined ? '' : readType(source, rangeOf(column.colType.span)),
		notNull,
		...(defaultText !== undefined && { default: defaultText }),
		...(collation !== undefined && { collation }),
		...(generated !== undefined && {
			generated: generated.typ?.name.toUpperCase() === 'STORED' ? ('stored' as const) : ('virtual' as const),
			expression: source.foldedText(rangeOf(generated.expr.span)),
		}),
	};
}

/** The grammar takes GENERATED ALWAYS for a part of the type, and SQLite cuts it off, as here. */
function readType(source: StatementSource, range: TextRange): string {
	const written = source.foldedText(range).replace(/ ?generated always$/i, '');
	const upper = written.toUpperCase();
	return STANDARD_TYPES.has(upper) ? upper : unquoteIdentifier(written);
}

/** SQLite keeps the text behind DEFAULT, and of an expression in parentheses what is between them. */
function readDefault(source: StatementSource, { span }: DefaultColumnConstraint): string {
	const { start, end } = rangeOf(span);
	const first = source.indexAt(start) + 1;
	const text = source.foldedText({ start: source.startOf(first), end });
	return source.tokens[first]?.text === '(' ? text.slice(1, -1).trim() : text;
}
