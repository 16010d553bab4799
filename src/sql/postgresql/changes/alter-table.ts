import type { AlterTableCmd, AlterTableStmt } from 'libpg-query';
import type { ObjectName } from '../../object-name.ts';
import type { AlterColumn, SchemaChange } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { NotFollowed } from '../not-followed.ts';
import { objectKind } from '../object-kind.ts';
import type { TokenSpan } from '../statement-source.ts';
import { typeText } from '../type-name.ts';
import { identity, readColumn } from './column-definition.ts';
import { readConstraint } from './constraint-definition.ts';
import { placeRelation, type Reading } from './reading.ts';

/** Reads ALTER TABLE with all its actions, and ALTER of what else the grammar treats like a table. */
export function readAlterTable(stmt: AlterTableStmt, reading: Reading): readonly SchemaChange[] {
	const { source } = reading;
	const { object, next } = placeRelation(stmt.relation, reading);
	const commands = (stmt.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
	const kind = objectKind(stmt.objtype);
	if (kind === 'index') return [];
	if (kind !== 'table') {
		if (commands.every(({ subtype }) => subtype === 'AT_ChangeOwner')) return [];
		return [{ type: 'alter object', kind, object, guard: NO_GUARD, range: source.range }];
	}
	const spans = source.list(source.is(next, '*') ? next + 1 : next, source.tokens.length);
	if (spans.length !== commands.length) throw new NotFollowed('an action of ALTER TABLE');
	const changes = commands.flatMap((command, i) => {
		const span = spans[i];
		return span === undefined ? [] : readAction(command, object, span, reading);
	});
	return stmt.missing_ok === true ? changes.map((change) => ({ ...change, ifTableExists: true })) : changes;
}

function readAction(
	command: AlterTableCmd,
	table: ObjectName,
	span: TokenSpan,
	reading: Reading,
): readonly SchemaChange[] {
	const { source } = reading;
	const range = source.rangeOf(span.from, span.to);
	switch (command.subtype) {
		case 'AT_AddColumn': {
			if (command.def === undefined || !('ColumnDef' in command.def)) throw new NotFollowed('a column');
			const at = source.indexOf(command.def.ColumnDef.location);
			const read = readColumn(command.def.ColumnDef, { from: at, to: span.to }, reading);
			const guard = guardBefore(source, at, 'IF NOT EXISTS', command.missing_ok);
			return [{ type: 'add column', table, ...read, guard, range }];
		}
		case 'AT_DropColumn': {
			const at = dropped(span, reading, 'column');
			return [
				{
					type: 'drop column',
					table,
					column: source.name(at),
					guard: guardBefore(source, at, 'IF EXISTS', command.missing_ok),
					cascade: command.behavior === 'DROP_CASCADE',
					range,
				},
			];
		}
		case 'AT_AddConstraint':
			return addConstraint(command, table, span, reading);
		case 'AT_DropConstraint': {
			const at = dropped(span, reading, 'constraint');
			const guard = guardBefore(source, at, 'IF EXISTS', command.missing_ok);
			const cascade = command.behavior === 'DROP_CASCADE';
			return [{ type: 'drop constraint', table, constraint: source.name(at), guard, cascade, range }];
		}
		case 'AT_ValidateConstraint': {
			const constraint = source.name(span.from + 2);
			return [{ type: 'alter constraint', table, constraint, set: { validated: true }, range }];
		}
		default: {
			const set = readSettings(command, span, reading);
			if (set === undefined) return [];
			const at = source.is(span.from + 1, 'column') ? span.from + 2 : span.from + 1;
			return [{ type: 'alter column', table, column: source.name(at), set, range }];
		}
	}
}

/** Returns the index of the name in `DROP [COLUMN] [IF EXISTS] name`. */
function dropped({ from }: TokenSpan, { source }: Reading, word: 'column' | 'constraint'): number {
	const at = source.is(from + 1, word) ? from + 2 : from + 1;
	return source.is(at, 'if', 'exists') ? at + 2 : at;
}

function addConstraint(
	{ def }: AlterTableCmd,
	table: ObjectName,
	span: TokenSpan,
	reading: Reading,
): readonly SchemaChange[] {
	const { source } = reading;
	if (def === undefined || !('Constraint' in def)) throw new NotFollowed('a constraint');
	const range = source.rangeOf(span.from, span.to);
	const at = source.indexOf(def.Constraint.location);
	const constraint = readConstraint(def.Constraint, { from: at, to: span.to }, reading);
	if (constraint !== undefined) return [{ type: 'add constraint', table, constraint, range }];
	if (def.Constraint.contype !== 'CONSTR_NOTNULL' || def.Constraint.skip_validation === true) return [];
	const column = source.name(source.find('null', at, span.to) + 1);
	return [{ type: 'alter column', table, column, set: { notNull: true }, range }];
}

/** What an action sets on a column; undefined where it leaves the schema, as it is kept here, alone. */
function readSettings(command: AlterTableCmd, span: TokenSpan, reading: Reading): AlterColumn['set'] | undefined {
	const { source } = reading;
	const { def } = command;
	switch (command.subtype) {
		case 'AT_SetNotNull':
			return { notNull: true };
		case 'AT_DropNotNull':
			return { notNull: false };
		case 'AT_ColumnDefault': {
			if (def === undefined) return { default: null };
			return { default: source.textOf(source.find('default', span.from, span.to) + 1, span.to) };
		}
		case 'AT_AlterColumnType':
			if (def === undefined || !('ColumnDef' in def) || def.ColumnDef.typeName === undefined) return undefined;
			return { type: typeText(def.ColumnDef.typeName, source, reading.quoteIdentifier) };
		case 'AT_AddIdentity':
			return def !== undefined && 'Constraint' in def ? { generated: identity(def.Constraint) } : undefined;
		case 'AT_SetIdentity':
			if (!source.is(source.find('generated', span.from, span.to) - 1, 'set')) return undefined;
			return {
				generated: source.find('always', span.from, span.to) === -1 ? 'identity by default' : 'identity always',
			};
		case 'AT_DropIdentity':
		case 'AT_DropExpression':
			return { generated: null };
		case 'AT_SetExpression': {
			const open = source.find('(', span.from, span.to);
			return open === -1 ? undefined : { expression: source.textOf(open + 1, source.closing(open)) };
		}
		default:
			return undefined;
	}
}
