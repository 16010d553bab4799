import assert from 'node:assert/strict';
import type { Dialect } from '../../../../src/sql/dialect.ts';
import { loadPostgresql } from '../../../../src/sql/postgresql/postgresql.ts';
import type { SchemaChange } from '../../../../src/sql/schema-change.ts';
import type { Statement } from '../../../../src/sql/statement.ts';
import type { TextRange } from '../../../../src/sql/text-range.ts';

export const postgresql: Dialect = await loadPostgresql();

/** What stands at a range. */
export function at(sql: string, range: TextRange | undefined): string | undefined {
	return range && sql.slice(range.start, range.end);
}

/** The one statement of a text. */
export function onlyStatement(sql: string): Statement {
	const [statement, ...rest] = postgresql.read(sql);
	assert.ok(statement !== undefined && rest.length === 0, `${sql} is one statement`);
	return statement;
}

/** What a text that parses does to the schema. */
export function changesOf(sql: string): readonly SchemaChange[] {
	return postgresql.read(sql).flatMap(({ syntaxError, changes }) => {
		assert.equal(syntaxError, undefined, sql);
		return changes;
	});
}

/** The one change of a text, which must be of a type. */
export function onlyChange<Type extends SchemaChange['type']>(
	sql: string,
	type: Type,
): Extract<SchemaChange, { type: Type }> {
	const [change, ...rest] = changesOf(sql);
	assert.ok(change?.type === type && rest.length === 0, `${sql} gives one ${type}`);
	return change as Extract<SchemaChange, { type: Type }>;
}

/** The text with the guard of its only change inserted, as the fix does it. */
export function guarded(sql: string): string | undefined {
	const [change] = changesOf(sql);
	const guard = change !== undefined && 'guard' in change ? change.guard : undefined;
	if (guard?.insertAt === undefined || guard.words === undefined) return undefined;
	return `${sql.slice(0, guard.insertAt)}${guard.words} ${sql.slice(guard.insertAt)}`;
}
