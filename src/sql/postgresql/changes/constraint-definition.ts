import type { Constraint } from 'libpg-query';
import type { NamedRange } from '../../object-name.ts';
import type { ConstraintDefinition, Reference, ReferentialAction } from '../../schema-change.ts';
import { NotFollowed } from '../not-followed.ts';
import type { StatementSource, TokenSpan } from '../statement-source.ts';
import { type Reading, relationName } from './reading.ts';

/**
 * Reads a constraint that stands in `span`; undefined for NOT NULL, DEFAULT and what else is a property of a column.
 * `column` is the column that it is written on; absent for a table's own constraint.
 */
export function readConstraint(
	constraint: Constraint,
	span: TokenSpan,
	reading: Reading,
	column?: readonly NamedRange[],
	isNotEnforced = false,
): ConstraintDefinition | undefined {
	const { source } = reading;
	const from = source.is(span.from, 'constraint') ? span.from + 2 : span.from;
	const shared = {
		...(constraint.conname !== undefined && { name: constraint.conname }),
		validated: !isNotEnforced && !isNotValidated(constraint),
		range: source.rangeOf(span.from, span.to),
	};
	switch (constraint.contype) {
		case 'CONSTR_PRIMARY':
		case 'CONSTR_UNIQUE': {
			const kind = constraint.contype === 'CONSTR_PRIMARY' ? 'primary key' : 'unique';
			if (constraint.indexname !== undefined) {
				const usingIndex = source.name(source.find('index', from, span.to) + 1);
				return { kind, columns: [], usingIndex, ...shared };
			}
			return { kind, columns: column ?? namesBehind(source, from, span), ...shared };
		}
		case 'CONSTR_FOREIGN':
			return {
				kind: 'foreign key',
				columns: column ?? foreignKeyColumns(source, from, span),
				references: readReference(constraint, span, reading),
				...shared,
			};
		case 'CONSTR_CHECK': {
			const open = openBracket(source, from, span);
			return { kind: 'check', columns: [], expression: source.textOf(open + 1, source.closing(open)), ...shared };
		}
		case 'CONSTR_EXCLUSION':
			return {
				kind: 'exclude',
				columns: excludedColumns(constraint, source, from, span),
				expression: source.textOf(from + 1, span.to),
				...shared,
			};
		default:
			return undefined;
	}
}

/** NOT VALID, and PostgreSQL 18's NOT ENFORCED: rows that are there already may break it. */
export function isNotValidated({ skip_validation }: Constraint): boolean {
	return skip_validation === true;
}

function openBracket(source: StatementSource, from: number, span: TokenSpan): number {
	const open = source.find('(', from, span.to);
	if (open === -1) throw new NotFollowed('the list of a constraint');
	return open;
}

function namesBehind(source: StatementSource, from: number, span: TokenSpan): readonly NamedRange[] {
	return source.namesInBrackets(openBracket(source, from, span));
}

/** The last column may be written `PERIOD name`. */
function foreignKeyColumns(source: StatementSource, from: number, span: TokenSpan): readonly NamedRange[] {
	const open = openBracket(source, from, span);
	return source.list(open + 1, source.closing(open)).map(({ to }) => source.name(to - 1));
}

function readReference(constraint: Constraint, span: TokenSpan, reading: Reading): Reference {
	const { source } = reading;
	const table = relationName(constraint.pktable, reading);
	const { next } = source.objectNameWithEnd(source.indexOf(constraint.pktable?.location));
	const isListed = next < span.to && source.is(next, '(');
	return {
		table,
		columns: isListed ? source.list(next + 1, source.closing(next)).map(({ to }) => source.name(to - 1)) : [],
		onDelete: referentialAction(constraint.fk_del_action),
		onUpdate: referentialAction(constraint.fk_upd_action),
	};
}

/** The letters of `pg_constraint`: https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
function referentialAction(letter: string | undefined): ReferentialAction {
	switch (letter) {
		case 'r':
			return 'restrict';
		case 'c':
			return 'cascade';
		case 'n':
			return 'set null';
		case 'd':
			return 'set default';
		default:
			return 'no action';
	}
}

/** Only elements that are columns: expressions have no name. */
function excludedColumns(
	constraint: Constraint,
	source: StatementSource,
	from: number,
	span: TokenSpan,
): readonly NamedRange[] {
	const open = openBracket(source, from, span);
	const elements = source.list(open + 1, source.closing(open));
	return (constraint.exclusions ?? []).flatMap((node, i) => {
		const element = 'List' in node ? node.List.items?.[0] : undefined;
		const place = elements[i];
		const isColumn = element !== undefined && 'IndexElem' in element && element.IndexElem.name !== undefined;
		return isColumn && place !== undefined ? [source.name(place.from)] : [];
	});
}
