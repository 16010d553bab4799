import { findObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import { nearestName } from '../../../schema/nearest-name.ts';
import type { Table } from '../../../schema/schema.ts';
import type { Dialect } from '../../../sql/dialect.ts';
import type { NamedRange, ObjectName } from '../../../sql/object-name.ts';
import type { SchemaChange } from '../../../sql/schema-change.ts';
import { relatedOrigin } from '../../related-origin.ts';
import { replaceNameFix } from '../../replace-name-fix.ts';
import type { MigrationFacts, Report, Rule, StatementFact } from '../../rule.ts';
import { listNames, writtenName } from '../../written-name.ts';

/** Reports a column that its table does not have at this point of the history. */
export const unknownColumn: Rule = {
	meta: {
		id: 'schema/unknown-column',
		summary: 'The table has no such column at this point.',
		why: 'The statement fails with `no such column` (SQLite) or `column … does not exist` (PostgreSQL) when all earlier migrations have run, even if a later migration adds the column.',
		instead: 'Name a column that is there, or add the column in this migration or an earlier one.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: ['https://www.postgresql.org/docs/current/errcodes-appendix.html'],
		peers: [],
		bad: [
			{
				title: 'An INSERT that is ahead of its schema',
				dialect: 'sqlite',
				files: {
					'001_notifications.sql': 'CREATE TABLE IF NOT EXISTS notifications (id INTEGER PRIMARY KEY, kind TEXT);\n',
					'002_seed.sql': "INSERT OR IGNORE INTO notifications (id, notification_kind) VALUES (1, 'info');\n",
				},
			},
			{
				title: 'An index on a misspelt column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\n',
					'002_index.sql': 'CREATE INDEX IF NOT EXISTS notes_titel ON notes (titel);\n',
				},
			},
		],
		good: [
			{
				title: 'The column that is there',
				dialect: 'sqlite',
				files: {
					'001_notifications.sql': 'CREATE TABLE IF NOT EXISTS notifications (id INTEGER PRIMARY KEY, kind TEXT);\n',
					'002_seed.sql': "INSERT OR IGNORE INTO notifications (id, kind) VALUES (1, 'info');\n",
				},
			},
			{
				title: 'The column spelt right',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\n',
					'002_index.sql': 'CREATE INDEX IF NOT EXISTS notes_title ON notes (title);\n',
				},
			},
			{
				title: 'A function of the row, written like a column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql':
						'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\nCREATE OR REPLACE FUNCTION label(notes) RETURNS text LANGUAGE sql AS $$ SELECT $1.title $$;\n',
					'002_view.sql': 'CREATE OR REPLACE VIEW labels AS SELECT n.label FROM notes n;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const { table, columns } of namedColumns(fact)) {
				const known = findTable(fact.before, table);
				if (known === undefined || known.uncertain) continue;
				const there = new Set(known.columns.map(({ name }) => name));
				for (const column of columns) {
					if (!there.has(column.name) && !mayBeFunction(fact, column))
						yield report(fact, known, column, [...there], facts.dialect);
				}
			}
		}
	},
};

/** In PostgreSQL `note.label` also calls `label(note)`: https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-SQL-COMPOSITE-FUNCTIONS */
function mayBeFunction(fact: StatementFact, column: NamedRange): boolean {
	return findObject(fact.before, 'function', column) !== undefined;
}

interface NamedColumns {
	readonly table: ObjectName;
	readonly columns: readonly NamedRange[];
}

/** A statement that changes a table names columns of the table as it was; what it adds itself is not looked for. */
function namedColumns(fact: StatementFact): readonly NamedColumns[] {
	const { changes, uses } = fact.statement;
	const added = new Set(
		changes.flatMap((change) =>
			change.type === 'add column' ? [change.column.name] : change.type === 'rename column' ? [change.to.name] : [],
		),
	);
	return [...uses, ...changes.flatMap(columnsOfChange)].map(({ table, columns }) => ({
		table,
		columns: columns.filter(({ name }) => !added.has(name)),
	}));
}

function columnsOfChange(change: SchemaChange): readonly NamedColumns[] {
	switch (change.type) {
		case 'create index':
			return [{ table: change.table, columns: change.columns.filter((column) => column.expression !== true) }];
		case 'add constraint':
			return [{ table: change.table, columns: change.constraint.columns }];
		case 'rename column':
		case 'alter column':
			return [{ table: change.table, columns: [change.column] }];
		default:
			return [];
	}
}

function report(
	fact: StatementFact,
	table: Table,
	column: NamedRange,
	there: readonly string[],
	dialect: Dialect,
): Report {
	const near = nearestName(column.name, there);
	const hint = near === undefined ? ` It has ${listNames(there)}.` : ` Did you mean \`${near}\`?`;
	return {
		uri: fact.script.uri,
		range: fact.toDocument(column.range),
		message: `\`${table.name}\` has no column \`${writtenName(fact, column)}\` here.${hint}`,
		related: relatedOrigin(table.origin, `\`${table.name}\` was made here`),
		fixes: near === undefined ? [] : replaceNameFix(fact, column, near, dialect),
	};
}
