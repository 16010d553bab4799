import type { AlterEnumStmt, AlterObjectSchemaStmt, Node } from 'libpg-query';
import type { AlterObject, ObjectKind, SchemaChange } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { objectKind, objectWords } from '../object-kind.ts';
import { dropHead } from './object-head.ts';
import { placeRelation, type Reading, relationName } from './reading.ts';

/** Reads what makes another object of one under the same name; undefined for every other statement. */
export function readAlterObject(tree: Node, reading: Reading): readonly SchemaChange[] | undefined {
	if ('AlterEnumStmt' in tree) return [alterEnum(tree.AlterEnumStmt, reading)];
	if ('AlterSeqStmt' in tree) return [altered('sequence', reading)];
	if ('AlterDomainStmt' in tree) return [altered('domain', reading)];
	if ('AlterTypeStmt' in tree) return [altered('type', reading)];
	if ('AlterExtensionStmt' in tree) return [altered('extension', reading)];
	if ('AlterFunctionStmt' in tree) {
		const { objtype } = tree.AlterFunctionStmt;
		return [altered(objectKind(objtype), reading, objectWords(objtype))];
	}
	if ('AlterPolicyStmt' in tree) {
		return [{ ...altered('policy', reading), table: relationName(tree.AlterPolicyStmt.table, reading) }];
	}
	return undefined;
}

function altered(kind: ObjectKind, { source }: Reading, words: string = kind): AlterObject {
	const { nameAt } = dropHead(source, words);
	return { type: 'alter object', range: source.range, kind, object: source.objectName(nameAt), guard: NO_GUARD };
}

/** Only ADD VALUE has a guard. https://www.postgresql.org/docs/current/sql-altertype.html */
function alterEnum(stmt: AlterEnumStmt, reading: Reading): AlterObject {
	const { source } = reading;
	const change = altered('type', reading);
	if (stmt.oldVal !== undefined) return change;
	const valueAt = source.find('value', source.find('add', 2)) + 1;
	return { ...change, guard: guardBefore(source, valueAt, 'IF NOT EXISTS', stmt.skipIfNewValExists) };
}

/** After SET SCHEMA nothing is known of a relation, under its old name nor its new one. */
export function readSetSchema(stmt: AlterObjectSchemaStmt, reading: Reading): readonly SchemaChange[] {
	const { source } = reading;
	const what = `ALTER ${objectWords(stmt.objectType).toUpperCase()} … SET SCHEMA`;
	if (stmt.relation === undefined) return [{ type: 'unknown', range: source.range, tables: [], what }];
	const { object, next } = placeRelation(stmt.relation, reading);
	const moved = { ...object, schema: source.name(source.find('schema', next) + 1).name };
	return [{ type: 'unknown', range: source.range, tables: [object, moved], what }];
}
