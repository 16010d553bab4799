import type { ObjectType } from 'libpg-query';
import type { ObjectKind } from '../schema-change.ts';

/** Returns what SQL calls a type of object of the parser, in lower case: `materialized view`, `foreign data wrapper`. */
export function objectWords(type: ObjectType | undefined): string {
	if (type === undefined) return 'object';
	return IRREGULAR[type] ?? type.slice('OBJECT_'.length).toLowerCase().replaceAll('_', ' ');
}

/** Returns the kind under which a schema keeps such an object. */
export function objectKind(type: ObjectType | undefined): ObjectKind {
	const words = objectWords(type);
	if (words === 'foreign table') return 'table';
	if (words === 'routine') return 'function';
	return KINDS.find((kind) => kind === words) ?? 'other';
}

const IRREGULAR: Partial<Record<ObjectType, string>> = {
	OBJECT_MATVIEW: 'materialized view',
	OBJECT_FDW: 'foreign data wrapper',
	OBJECT_FOREIGN_SERVER: 'server',
	OBJECT_STATISTIC_EXT: 'statistics',
	OBJECT_OPCLASS: 'operator class',
	OBJECT_OPFAMILY: 'operator family',
	OBJECT_TSCONFIGURATION: 'text search configuration',
	OBJECT_TSDICTIONARY: 'text search dictionary',
	OBJECT_TSPARSER: 'text search parser',
	OBJECT_TSTEMPLATE: 'text search template',
	OBJECT_TABCONSTRAINT: 'table',
	OBJECT_DOMCONSTRAINT: 'domain',
	OBJECT_ATTRIBUTE: 'type',
	OBJECT_COLUMN: 'table',
};

const KINDS: readonly ObjectKind[] = [
	'table',
	'index',
	'view',
	'materialized view',
	'trigger',
	'function',
	'procedure',
	'sequence',
	'type',
	'domain',
	'schema',
	'extension',
	'policy',
	'rule',
];
