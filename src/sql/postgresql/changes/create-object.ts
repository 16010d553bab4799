import type { Node } from 'libpg-query';
import type { ObjectName } from '../../object-name.ts';
import type { CreateObject, Guard, ObjectKind, SchemaChange } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { createHead } from './object-head.ts';
import { type Reading, relationName } from './reading.ts';

/** What is told apart of a statement that creates something which is known by its name and text alone. */
interface Created {
	readonly kind: ObjectKind;
	/** Which words make it safe to run twice, if any do. */
	readonly guard?: 'IF NOT EXISTS' | 'OR REPLACE';
	/** OR REPLACE or IF NOT EXISTS is written. */
	readonly guarded?: boolean | undefined;
	readonly table?: ObjectName;
	readonly temporary?: boolean;
}

/** Reads a CREATE of a view, function, trigger, sequence, type, …; undefined for every other statement. */
export function readCreateObject(tree: Node, reading: Reading): readonly SchemaChange[] | undefined {
	const created = readCreated(tree, reading);
	return created && [createObject(created, reading)];
}

function readCreated(tree: Node, reading: Reading): Created | undefined {
	if ('ViewStmt' in tree) {
		const { replace, view } = tree.ViewStmt;
		return { kind: 'view', guard: 'OR REPLACE', guarded: replace, temporary: view?.relpersistence === 't' };
	}
	if ('CreateTableAsStmt' in tree) {
		return { kind: 'materialized view', guard: 'IF NOT EXISTS', guarded: tree.CreateTableAsStmt.if_not_exists };
	}
	if ('CreateFunctionStmt' in tree) {
		const { is_procedure, replace } = tree.CreateFunctionStmt;
		return { kind: is_procedure === true ? 'procedure' : 'function', guard: 'OR REPLACE', guarded: replace };
	}
	if ('CreateTrigStmt' in tree) {
		// "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported": https://www.postgresql.org/docs/current/sql-createtrigger.html
		const { replace, isconstraint, relation } = tree.CreateTrigStmt;
		const table = relationName(relation, reading);
		return { kind: 'trigger', table, guarded: replace, ...(isconstraint !== true && { guard: 'OR REPLACE' }) };
	}
	if ('CreateSeqStmt' in tree) {
		const { sequence, if_not_exists } = tree.CreateSeqStmt;
		const temporary = sequence?.relpersistence === 't';
		return { kind: 'sequence', guard: 'IF NOT EXISTS', guarded: if_not_exists, temporary };
	}
	if ('CreateEnumStmt' in tree || 'CompositeTypeStmt' in tree || 'CreateRangeStmt' in tree) return { kind: 'type' };
	if ('DefineStmt' in tree && tree.DefineStmt.kind === 'OBJECT_TYPE') return { kind: 'type' };
	if ('CreateDomainStmt' in tree) return { kind: 'domain' };
	if ('CreateExtensionStmt' in tree) {
		return { kind: 'extension', guard: 'IF NOT EXISTS', guarded: tree.CreateExtensionStmt.if_not_exists };
	}
	if ('CreatePolicyStmt' in tree) {
		return { kind: 'policy', table: relationName(tree.CreatePolicyStmt.table, reading) };
	}
	if ('RuleStmt' in tree) {
		const { relation, replace } = tree.RuleStmt;
		return { kind: 'rule', table: relationName(relation, reading), guard: 'OR REPLACE', guarded: replace };
	}
	return undefined;
}

function createObject(created: Created, reading: Reading): CreateObject {
	const { source } = reading;
	const { kind, guarded, table, temporary } = created;
	const { nameAt } = createHead(source, kind);
	let guard: Guard = NO_GUARD;
	if (created.guard !== undefined) {
		guard = guardBefore(source, created.guard === 'OR REPLACE' ? 1 : nameAt, created.guard, guarded);
	}
	return {
		type: 'create object',
		range: source.range,
		kind,
		object: source.objectName(nameAt),
		...(table && { table }),
		guard,
		replaces: created.guard === 'OR REPLACE' && guarded === true,
		definition: source.textOf(0, source.tokens.length),
		temporary: temporary === true,
	};
}

/**
 * Reads CREATE SCHEMA. With elements in it IF NOT EXISTS is refused (0A000), and what they make is not followed.
 * https://www.postgresql.org/docs/current/sql-createschema.html
 */
export function readCreateSchema(
	stmt: Extract<Node, { CreateSchemaStmt: unknown }>['CreateSchemaStmt'],
	reading: Reading,
): readonly SchemaChange[] {
	const { source } = reading;
	const { nameAt, guarded } = createHead(source, 'schema');
	const named = stmt.schemaname !== undefined ? nameAt : nameAt + 1;
	const elements = stmt.schemaElts ?? [];
	const schema: CreateObject = {
		type: 'create object',
		range: source.range,
		kind: 'schema',
		object: source.name(named),
		guard: elements.length > 0 ? NO_GUARD : guardBefore(source, nameAt, 'IF NOT EXISTS', guarded),
		replaces: false,
		definition: source.textOf(0, source.tokens.length),
		temporary: false,
	};
	if (elements.length === 0) return [schema];
	return [schema, { type: 'unknown', range: source.range, what: 'what CREATE SCHEMA makes within the schema' }];
}
