import { objectKey } from '../../sql/identifier.ts';
import type { Statement } from '../../sql/statement.ts';

/**
 * Returns which statements rename a table as a step of rebuilding it: to the name of a table that was dropped before, or away from a
 * name that is created again afterwards. Those need `legacy_alter_table`, or SQLite rewrites (or trips over) the views,
 * triggers and foreign keys that mean the table by its name: https://sqlite.org/lang_altertable.html#otheralter. A plain rename
 * must not have it, for there they are to follow.
 */
export function rebuildRenames(statements: readonly Statement[]): ReadonlySet<number> {
	const dropped = new Map<string, number>();
	const created = new Map<string, number>();
	for (const [index, { changes }] of statements.entries()) {
		for (const change of changes) {
			if (change.type === 'drop' && change.kind === 'table') {
				for (const object of change.objects) dropped.set(objectKey(object), dropped.get(objectKey(object)) ?? index);
			}
			if (change.type === 'create table') created.set(objectKey(change.table), index);
		}
	}
	const renames = new Set<number>();
	for (const [index, { changes }] of statements.entries()) {
		for (const change of changes) {
			if (change.type !== 'rename table') continue;
			const takesDroppedName = (dropped.get(change.to.name) ?? Number.POSITIVE_INFINITY) < index;
			const nameIsMadeAgain = (created.get(objectKey(change.table)) ?? -1) > index;
			if (takesDroppedName || nameIsMadeAgain) renames.add(index);
		}
	}
	return renames;
}
