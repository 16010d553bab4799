import { findTable } from '../schema/find-table.ts';
import { objectKey } from '../sql/identifier.ts';
import type { ObjectName } from '../sql/object-name.ts';
import type { MigrationFacts, StatementFact } from './rule.ts';

/**
 * True where a table may hold rows when a statement meets it: it was there before the migration, and nothing in front of
 * the statement has emptied it. A table that its own script has made, or made and renamed, counts as empty.
 */
export function mayHoldRows(facts: MigrationFacts, fact: StatementFact, table: ObjectName): boolean {
	const empty = new Set<string>();
	for (const earlier of facts.statements) {
		if (earlier === fact) break;
		if (earlier.script !== fact.script) continue;
		for (const change of earlier.statement.changes) {
			if (change.type === 'create table' && (!change.guard.present || isNew(facts, earlier, change.table))) {
				empty.add(objectKey(change.table));
			} else if (change.type === 'rename table' && empty.delete(objectKey(change.table))) {
				const { schema } = change.table;
				empty.add(objectKey({ name: change.to.name, ...(schema !== undefined && { schema }) }));
			}
		}
		for (const emptied of emptiedBy(earlier)) empty.add(objectKey(emptied));
	}
	return !empty.has(objectKey(table));
}

function isNew({ before }: MigrationFacts, earlier: StatementFact, table: ObjectName): boolean {
	return !before.uncertain && !earlier.before.uncertain && findTable(earlier.before, table) === undefined;
}

/** DELETE without WHERE, and TRUNCATE. */
function emptiedBy({ statement }: StatementFact): readonly ObjectName[] {
	const { kind, text, uses } = statement;
	if (kind !== 'truncate' && (kind !== 'delete' || /\bwhere\b/i.test(text))) return [];
	return uses.filter(({ access }) => access === 'write').map(({ table }) => table);
}
