import { findObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import { nearestName } from '../../../schema/nearest-name.ts';
import type { Schema } from '../../../schema/schema.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { ObjectName } from '../../../sql/object-name.ts';
import type { SchemaChange } from '../../../sql/schema-change.ts';
import { replaceNameFix } from '../../replace-name-fix.ts';
import type { MigrationFacts, Report, Rule, StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a table that no earlier migration has made. */
export const unknownTable: Rule = {
	meta: {
		id: 'schema/unknown-table',
		summary: 'No migration has made this table at this point.',
		why: 'On a database that is built from its migrations the statement fails with `no such table` (SQLite) or `relation … does not exist` (PostgreSQL).',
		instead: 'Name a table that is there, or create it in this migration or an earlier one.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: ['https://www.postgresql.org/docs/current/errcodes-appendix.html'],
		peers: [],
		bad: [
			{
				title: 'A misspelt table',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_title.sql': 'ALTER TABLE note ADD COLUMN title TEXT;\n',
				},
			},
		],
		good: [
			{
				title: 'The table that is there',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN title TEXT;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			if (fact.before.uncertain) continue;
			for (const table of namedTables(fact)) {
				if (isKnown(fact.before, table) || isOutside(table)) continue;
				const near = nearestName(table.name, unqualifiedNames(fact.before));
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(table.range),
					message: `No migration before this point makes a table \`${writtenName(fact, table)}\`.${
						near === undefined ? '' : ` Did you mean \`${near}\`?`
					}`,
					fixes:
						near === undefined || table.schema !== undefined ? [] : replaceNameFix(fact, table, near, facts.dialect),
				};
			}
		}
	},
};

/** The tables that are named without their schema: only such a name can stand where one is written without it. */
function unqualifiedNames({ tables }: Schema): readonly string[] {
	return [...tables].flatMap(([key, { name }]) => (key === objectKey({ name }) ? [name] : []));
}

function namedTables(fact: StatementFact): readonly ObjectName[] {
	return [...fact.statement.uses.map(({ table }) => table), ...fact.statement.changes.flatMap(tableOfChange)];
}

function tableOfChange(change: SchemaChange): readonly ObjectName[] {
	if (change.ifTableExists === true) return [];
	switch (change.type) {
		case 'add column':
		case 'drop column':
		case 'rename column':
		case 'alter column':
		case 'add constraint':
		case 'create index':
			return [change.table];
		case 'rename table':
			return change.guard.present ? [] : [change.table];
		default:
			return [];
	}
}

function isKnown(schema: Schema, table: ObjectName): boolean {
	return (
		findTable(schema, table) !== undefined ||
		findObject(schema, 'view', table) !== undefined ||
		findObject(schema, 'materialized view', table) !== undefined ||
		findObject(schema, 'sequence', table) !== undefined
	);
}

/** What the database itself, an extension or somebody else's schema holds is not ours to judge. */
function isOutside(table: ObjectName): boolean {
	if (table.schema !== undefined && table.schema !== 'public' && table.schema !== 'main') return true;
	return /^(?:sqlite_|pg_|pragma_|plumbline_)/.test(table.name);
}
