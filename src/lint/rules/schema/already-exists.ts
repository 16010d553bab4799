import { findObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import type { Origin } from '../../../schema/schema.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { NamedRange } from '../../../sql/object-name.ts';
import type { AddColumn, SchemaChange } from '../../../sql/schema-change.ts';
import type { Fix } from '../../finding.ts';
import { guardFix } from '../../guard-fix.ts';
import { relatedOrigin, sinceOrigin } from '../../related-origin.ts';
import { removeStatementFix } from '../../remove-statement-fix.ts';
import type { MigrationFacts, Report, Rule, StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports the creation of what an earlier migration has made already: the run fails there. */
export const alreadyExists: Rule = {
	meta: {
		id: 'schema/already-exists',
		summary: 'An earlier migration has made this already.',
		why: 'The database refuses the statement (`duplicate column name`, `already exists`), so the migration fails wherever the earlier one ran. Where it passes, the earlier one did not do what its entry says: the databases have parted.',
		instead: 'Take the statement out, or guard it where some databases have the object and others do not.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_altertable.html#alter_table_add_column',
			'https://www.postgresql.org/docs/current/sql-altertable.html',
		],
		peers: [],
		bad: [
			{
				title: 'A column that the table was created with',
				dialect: 'sqlite',
				files: {
					'001_milestones.sql': 'CREATE TABLE IF NOT EXISTS milestones (id INTEGER PRIMARY KEY, app_id INTEGER);\n',
					'002_app.sql': 'ALTER TABLE milestones ADD COLUMN app_id INTEGER;\n',
				},
			},
			{
				title: 'A table that is there',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE notes (id bigint);\n',
					'002_notes.sql': 'CREATE TABLE notes (id bigint, title text);\n',
				},
			},
		],
		good: [
			{
				title: 'Another column',
				dialect: 'sqlite',
				files: {
					'001_milestones.sql': 'CREATE TABLE IF NOT EXISTS milestones (id INTEGER PRIMARY KEY, app_id INTEGER);\n',
					'002_due.sql': 'ALTER TABLE milestones ADD COLUMN due TEXT;\n',
				},
			},
			{
				title: 'A guarded column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE notes (id bigint, title text);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of fact.statement.changes) {
				const found = change.type === 'add column' ? existingColumn(change, fact) : existingObject(change, fact);
				if (found === undefined) continue;
				const message = `${found.what} already exists${sinceOrigin(found.origin)}: the database refuses this statement.`;
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(found.name.range),
					message,
					related: relatedOrigin(found.origin, `${found.what} was made here`),
					fixes: found.fixes,
				};
			}
		}
	},
};

interface Existing {
	readonly what: string;
	readonly name: NamedRange;
	readonly origin: Origin | undefined;
	readonly fixes: readonly Fix[];
}

function existingColumn(change: AddColumn, fact: StatementFact): Existing | undefined {
	if (change.guard.present) return undefined;
	const table = findTable(fact.before, change.table);
	const column = table?.uncertain === false ? table.columns.find(({ name }) => name === change.column.name) : undefined;
	if (table === undefined || column === undefined) return undefined;
	const origin = column.origin ?? table.origin;
	const what = `Column \`${table.name}.${writtenName(fact, change.column)}\``;
	return {
		what,
		name: change.column,
		origin,
		fixes: [
			...guardFix(fact, change.guard, false),
			...removeStatementFix(fact, `Remove this statement: the column exists${sinceOrigin(origin)}`),
		],
	};
}

function existingObject(change: SchemaChange, fact: StatementFact): Existing | undefined {
	if (change.type === 'create table' && !change.guard.present && !change.temporary) {
		const table = findTable(fact.before, change.table);
		return table?.uncertain === false && table.mayBeAbsent !== true
			? existing('Table', change.table, table.origin, fact, guardFix(fact, change.guard, false))
			: undefined;
	}
	if (change.type === 'create index' && !change.guard.present && change.index !== undefined) {
		const index = fact.before.indexes.get(objectKey(change.index));
		return index && existing('Index', change.index, index.origin, fact, guardFix(fact, change.guard, false));
	}
	if (change.type === 'create object' && !change.guard.present && !change.replaces && NAMED_ONCE.has(change.kind)) {
		const object = findObject(fact.before, change.kind, change.object);
		const kind = change.kind.charAt(0).toUpperCase() + change.kind.slice(1);
		return object && existing(kind, change.object, object.origin, fact, guardFix(fact, change.guard, false));
	}
	return undefined;
}

/** Functions may share a name under other arguments, and triggers and policies under another table. */
const NAMED_ONCE = new Set(['view', 'materialized view', 'sequence', 'type', 'domain', 'schema', 'extension']);

function existing(
	kind: string,
	name: NamedRange,
	origin: Origin | undefined,
	fact: StatementFact,
	fixes: readonly Fix[],
): Existing {
	return { what: `${kind} \`${writtenName(fact, name)}\``, name, origin, fixes };
}
