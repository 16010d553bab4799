import type { LoadedMigration } from '../../run/loaded-migration.ts';
import type { DifferenceSubject } from '../../schema/difference.ts';
import type { Origin } from '../../schema/schema.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { objectKey } from '../../sql/identifier.ts';
import type { SchemaChange } from '../../sql/schema-change.ts';
import type { TextRange } from '../../sql/text-range.ts';

/** Returns where a migration sets something: the last change of its upgrade that names it, else the whole script. */
export function placeOfChange(migration: LoadedMigration, subject: DifferenceSubject, dialect: Dialect): Origin {
	const script = migration.text.upgrade;
	let range = script?.range ?? { start: 0, end: 0 };
	for (const fragment of script?.fragments ?? []) {
		for (const { changes } of dialect.read(fragment.text)) {
			for (const change of changes) {
				const found = rangeIn(change, subject);
				if (found !== undefined) range = fragment.toHost(found);
			}
		}
	}
	return {
		version: migration.file.version,
		uri: script?.uri ?? migration.file.uri,
		start: range.start,
		end: range.end,
	};
}

/** The part of a change that sets the subject. */
export function rangeIn(change: SchemaChange, subject: DifferenceSubject): TextRange | undefined {
	switch (subject.kind) {
		case 'table':
			if (change.type === 'create table' && objectKey(change.table) === subject.table) return change.table.range;
			if (change.type === 'rename table' && renamedKey(change.table, change.to.name) === subject.table)
				return change.range;
			return undefined;
		case 'column':
			return columnIn(change, subject.table, subject.column);
		case 'constraint':
			if (change.type === 'add constraint' && objectKey(change.table) === subject.table) return change.range;
			return change.type === 'create table' && objectKey(change.table) === subject.table
				? change.table.range
				: undefined;
		case 'index': {
			if (change.type === 'create index' && change.index?.name === lastPart(subject.index)) return change.range;
			const renamed =
				change.type === 'rename object' && change.kind === 'index' && change.to.name === lastPart(subject.index);
			return renamed ? change.range : undefined;
		}
		default:
			if (change.type === 'create object' && objectKey(change.object) === subject.object) return change.range;
			if (change.type === 'alter object' && objectKey(change.object) === subject.object) return change.range;
			return change.type === 'rename object' && renamedKey(change.object, change.to.name) === subject.object
				? change.range
				: undefined;
	}
}

function columnIn(change: SchemaChange, table: string, column: string): TextRange | undefined {
	if (!('table' in change) || change.table === undefined || objectKey(change.table) !== table) return undefined;
	switch (change.type) {
		case 'create table':
			return change.columns.find(({ name }) => name === column)?.range;
		case 'add column':
		case 'alter column':
			return change.column.name === column ? change.range : undefined;
		case 'rename column':
			return change.to.name === column ? change.range : undefined;
		default:
			return undefined;
	}
}

function renamedKey(object: { readonly schema?: string }, name: string): string {
	return objectKey({ ...(object.schema !== undefined && { schema: object.schema }), name });
}

function lastPart(key: string): string {
	return key.slice(key.lastIndexOf('.') + 1);
}
