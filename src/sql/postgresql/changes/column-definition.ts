import type { ColumnDef, Constraint } from 'libpg-query';
import type { ColumnDefinition, ConstraintDefinition } from '../../schema-change.ts';
import { NotFollowed } from '../not-followed.ts';
import type { StatementSource, TokenSpan } from '../statement-source.ts';
import { typeText } from '../type-name.ts';
import { isNotValidated, readConstraint } from './constraint-definition.ts';
import { type Reading, stringsOf } from './reading.ts';

/** A column with the constraints that are written on it. */
export interface ReadColumn {
	readonly column: ColumnDefinition;
	readonly constraints: readonly ConstraintDefinition[];
}

/** Reads a column's definition, which begins at the first token of `span` and ends at its last. */
export function readColumn(def: ColumnDef, span: TokenSpan, reading: Reading): ReadColumn {
	const { source } = reading;
	if (def.typeName === undefined) throw new NotFollowed('the type of a column');
	const name = source.name(span.from);
	const clauses = readClauses(def, span, source);
	const constraints: ConstraintDefinition[] = [];
	let column: ColumnDefinition = {
		...name,
		type: typeText(def.typeName, source, reading.quoteIdentifier),
		notNull: false,
		...(def.collClause && { collation: stringsOf(def.collClause.collname).at(-1) ?? '' }),
	};
	for (const clause of clauses) {
		const constraint = readConstraint(clause.constraint, clause, reading, [name], clause.isNotEnforced);
		if (constraint !== undefined) constraints.push(constraint);
		else column = { ...column, ...readProperty(clause, source) };
	}
	return { column, constraints };
}

/** A constraint of a column, which ends where the next one or a COLLATE begins. */
interface Clause extends TokenSpan {
	readonly constraint: Constraint;
	readonly isNotEnforced: boolean;
}

function readClauses(def: ColumnDef, span: TokenSpan, source: StatementSource): readonly Clause[] {
	const nodes = (def.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
	const clauses = nodes.filter(({ contype }) => contype?.startsWith('CONSTR_ATTR_') !== true);
	const starts = clauses.map(({ location }) => source.indexOf(location));
	const ends = [...starts, span.to, ...(def.collClause ? [source.indexOf(def.collClause.location)] : [])];
	return clauses.map((constraint, i) => {
		const from = starts[i] ?? span.from;
		const to = Math.min(...ends.filter((end) => end > from));
		const isNotEnforced = nodes.some(
			({ contype, location }) =>
				contype === 'CONSTR_ATTR_NOT_ENFORCED' && source.indexOf(location) > from && source.indexOf(location) < to,
		);
		return { constraint, from, to, isNotEnforced };
	});
}

/** What a column's constraint says that is a property of the column itself. */
function readProperty(clause: Clause, source: StatementSource): Partial<ColumnDefinition> {
	const { constraint, to } = clause;
	const from = source.is(clause.from, 'constraint') ? clause.from + 2 : clause.from;
	switch (constraint.contype) {
		case 'CONSTR_NOTNULL':
			return isNotValidated(constraint) ? {} : { notNull: true };
		case 'CONSTR_DEFAULT':
			return { default: source.textOf(from + 1, to) };
		case 'CONSTR_IDENTITY':
			return { generated: identity(constraint) };
		case 'CONSTR_GENERATED': {
			const open = source.find('(', from, to);
			return {
				generated: constraint.generated_kind === 'v' ? 'virtual' : 'stored',
				...(open !== -1 && { expression: source.textOf(open + 1, source.closing(open)) }),
			};
		}
		default:
			return {};
	}
}

/** Returns the kind of an identity column. */
export function identity({ generated_when }: Constraint): 'identity always' | 'identity by default' {
	return generated_when === 'd' ? 'identity by default' : 'identity always';
}
