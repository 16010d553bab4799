import type { RenameStmt } from 'libpg-query';
import type { SchemaChange } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { NotFollowed } from '../not-followed.ts';
import { objectKind, objectWords } from '../object-kind.ts';
import { dropHead } from './object-head.ts';
import { placeRelation, type Reading, relationName } from './reading.ts';

/** Reads ALTER … RENAME of a table, a column, a constraint, or of anything that a schema keeps by name. */
export function readRename(stmt: RenameStmt, reading: Reading): readonly SchemaChange[] {
	const { source } = reading;
	const { range } = source;
	switch (stmt.renameType) {
		case 'OBJECT_TABLE':
		case 'OBJECT_FOREIGN_TABLE': {
			const { object: table, index } = placeRelation(stmt.relation, reading);
			const guardAt = source.is(index - 1, 'only') ? index - 1 : index;
			const guard = guardBefore(source, guardAt, 'IF EXISTS', stmt.missing_ok);
			return [{ type: 'rename table', range, table, to: source.name(newNameAt(index, reading)), guard }];
		}
		case 'OBJECT_COLUMN':
			return renameColumn(stmt, reading);
		case 'OBJECT_TABCONSTRAINT': {
			const { object: table, next } = placeRelation(stmt.relation, reading);
			const at = source.find('constraint', next) + 1;
			const name = source.name(newNameAt(at, reading));
			const change = { type: 'alter constraint', range, table, constraint: source.name(at), set: { name } } as const;
			return [stmt.missing_ok === true ? { ...change, ifTableExists: true } : change];
		}
		case 'OBJECT_ATTRIBUTE':
		case 'OBJECT_DOMCONSTRAINT': {
			const kind = objectKind(stmt.renameType);
			const object = source.objectName(dropHead(source, kind).nameAt);
			return [{ type: 'alter object', range, kind, object, guard: NO_GUARD }];
		}
		default:
			return renameObject(stmt, reading);
	}
}

/** The columns of a view or of a composite type are not kept apart from their object. */
function renameColumn(stmt: RenameStmt, reading: Reading): readonly SchemaChange[] {
	const { source } = reading;
	const { object: table, next } = placeRelation(stmt.relation, reading);
	const kind = objectKind(stmt.relationType);
	if (kind !== 'table') return [{ type: 'alter object', range: source.range, kind, object: table, guard: NO_GUARD }];
	const renameAt = source.find('rename', next);
	const at = source.is(renameAt + 1, 'column') ? renameAt + 2 : renameAt + 1;
	const to = source.name(newNameAt(at, reading));
	const change = { type: 'rename column', range: source.range, table, column: source.name(at), to } as const;
	return [stmt.missing_ok === true ? { ...change, ifTableExists: true } : change];
}

function renameObject(stmt: RenameStmt, reading: Reading): readonly SchemaChange[] {
	const { source } = reading;
	const kind = objectKind(stmt.renameType);
	const words = objectWords(stmt.renameType);
	if (kind === 'other')
		return [{ type: 'unknown', range: source.range, tables: [], what: `ALTER ${words.toUpperCase()}` }];
	const { nameAt } = dropHead(source, words);
	const to = source.name(newNameAt(nameAt, reading));
	const object = source.objectName(nameAt);
	const isOnTable = kind === 'trigger' || kind === 'policy' || kind === 'rule';
	const table = isOnTable ? { table: relationName(stmt.relation, reading) } : {};
	return [{ type: 'rename object', range: source.range, kind, object, ...table, to }];
}

/** Returns the index of the name behind TO, which is a reserved word. */
function newNameAt(from: number, { source }: Reading): number {
	const at = source.find('to', from);
	if (at === -1) throw new NotFollowed('a new name');
	return at + 1;
}
