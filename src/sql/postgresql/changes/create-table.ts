import type { CreateStmt, IntoClause } from 'libpg-query';
import type { ColumnDefinition, ConstraintDefinition, CreateTable, Guard } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { NotFollowed } from '../not-followed.ts';
import { readColumn } from './column-definition.ts';
import { readConstraint } from './constraint-definition.ts';
import { placeRelation, type Reading } from './reading.ts';

/** Reads CREATE TABLE with a list of columns; `foreign` of CREATE FOREIGN TABLE. */
export function readCreateTable(stmt: CreateStmt, reading: Reading, foreign = false): CreateTable {
	const { source } = reading;
	const { object, index, next } = placeRelation(stmt.relation, reading);
	const inherits =
		stmt.partbound !== undefined || stmt.ofTypename !== undefined || (stmt.inhRelations ?? []).length > 0;
	const elements = stmt.tableElts ?? [];
	const columns: ColumnDefinition[] = [];
	const constraints: ConstraintDefinition[] = [];
	const notNull = new Set<string>();
	let columnsUnknown = inherits;
	if (stmt.partbound === undefined && stmt.ofTypename === undefined && source.is(next, '(')) {
		const spans = source.list(next + 1, source.closing(next));
		for (const [i, element] of elements.entries()) {
			const span = spans[i];
			if (span === undefined) throw new NotFollowed('an element of a table');
			if ('ColumnDef' in element) {
				const read = readColumn(element.ColumnDef, span, reading);
				columns.push(read.column);
				constraints.push(...read.constraints);
			} else if ('Constraint' in element) {
				const constraint = readConstraint(element.Constraint, span, reading);
				if (constraint !== undefined) constraints.push(constraint);
				else if (element.Constraint.contype === 'CONSTR_NOTNULL') notNull.add(source.name(span.to - 1).name);
			} else columnsUnknown = true;
		}
	}
	return {
		type: 'create table',
		range: source.range,
		table: object,
		columns: columns.map((column) => (notNull.has(column.name) ? { ...column, notNull: true } : column)),
		constraints,
		guard: guardBefore(source, index, 'IF NOT EXISTS', stmt.if_not_exists),
		temporary: stmt.relation?.relpersistence === 't',
		columnsUnknown,
		options: readOptions(stmt, reading, foreign),
	};
}

/** Reads CREATE TABLE … AS, whose columns only the database knows; a SELECT … INTO has no guard. */
export function readCreateTableAs(into: IntoClause, guarded: boolean | undefined, reading: Reading): CreateTable {
	const { source } = reading;
	const { object, index } = placeRelation(into.rel, reading);
	const guard: Guard = guarded === undefined ? NO_GUARD : guardBefore(source, index, 'IF NOT EXISTS', guarded);
	return {
		type: 'create table',
		range: source.range,
		table: object,
		columns: [],
		constraints: [],
		guard,
		temporary: into.rel?.relpersistence === 't',
		columnsUnknown: true,
		options: into.rel?.relpersistence === 'u' ? ['UNLOGGED'] : [],
	};
}

function readOptions(stmt: CreateStmt, { source }: Reading, foreign: boolean): readonly string[] {
	const options: string[] = [];
	if (foreign) options.push('FOREIGN');
	if (stmt.relation?.relpersistence === 'u') options.push('UNLOGGED');
	if (stmt.partspec !== undefined) {
		const strategy = (stmt.partspec.strategy ?? '').slice('PARTITION_STRATEGY_'.length);
		const open = source.find('(', source.indexOf(stmt.partspec.location));
		options.push(`PARTITION BY ${strategy} ${open === -1 ? '' : source.textOf(open, source.closing(open) + 1)}`.trim());
	}
	if (stmt.partbound !== undefined) options.push('PARTITION');
	return options;
}
