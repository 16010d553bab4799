import type { DropStmt } from 'libpg-query';
import type { ObjectName } from '../../object-name.ts';
import type { SchemaChange } from '../../schema-change.ts';
import { guardBefore } from '../guard.ts';
import { NotFollowed } from '../not-followed.ts';
import { objectKind, objectWords } from '../object-kind.ts';
import { dropHead } from './object-head.ts';
import type { Reading } from './reading.ts';

/** Reads DROP of tables, indexes, views, functions, …; of what a schema does not keep, it touches no table. */
export function readDrop(stmt: DropStmt, { source }: Reading): readonly SchemaChange[] {
	const kind = objectKind(stmt.removeType);
	const words = objectWords(stmt.removeType);
	if (kind === 'other')
		return [{ type: 'unknown', range: source.range, tables: [], what: `DROP ${words.toUpperCase()}` }];
	const { nameAt } = dropHead(source, words);
	const objects: ObjectName[] = [];
	let table: ObjectName | undefined;
	for (const { from } of source.list(nameAt, source.tokens.length)) {
		const { object, next } = source.objectNameWithEnd(from);
		objects.push(object);
		if (kind === 'trigger' || kind === 'policy' || kind === 'rule') {
			if (!source.is(next, 'on')) throw new NotFollowed(`the table of a ${kind}`);
			table = source.objectName(next + 1);
		}
	}
	return [
		{
			type: 'drop',
			range: source.range,
			kind,
			objects,
			...(table && { table }),
			guard: guardBefore(source, nameAt, 'IF EXISTS', stmt.missing_ok),
			cascade: stmt.behavior === 'DROP_CASCADE',
		},
	];
}
