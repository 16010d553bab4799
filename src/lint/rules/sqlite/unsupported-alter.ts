import { findTable } from '../../../schema/find-table.ts';
import type { AddColumn, DropColumn } from '../../../sql/schema-change.ts';
import { mayHoldRows } from '../../may-hold-rows.ts';
import { changesOf, type MigrationFacts, type Report, type Rule, type StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

const TABLE = 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, title TEXT UNIQUE);\n';

/** Reports ALTER TABLE that SQLite's grammar takes and SQLite refuses all the same. */
export const unsupportedAlter: Rule = {
	meta: {
		id: 'sqlite/unsupported-alter',
		summary: 'SQLite refuses this ALTER TABLE: always, or as soon as the table has a row.',
		why: 'SQLite adds a column without touching the rows that are there. It never adds a PRIMARY KEY or UNIQUE column, and never drops one. A default that it would have to compute, a STORED column, and a foreign key with a default it takes only while the table is empty: such a migration passes on a new database and fails where people work.',
		instead:
			'For uniqueness add the column plain and `CREATE UNIQUE INDEX` on it. Add a computed default as a constant, or without a default, and fill the column by `UPDATE`. Write VIRTUAL for STORED. Else build the table anew, as SQLite’s documentation describes.',
		dialects: ['sqlite'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_altertable.html#alter_table_add_column',
			'https://www.sqlite.org/lang_altertable.html#alter_table_drop_column',
		],
		peers: ['atlas: LT101'],
		bad: [
			{
				title: 'A UNIQUE column: refused always',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_slug.sql': 'ALTER TABLE notes ADD COLUMN slug TEXT UNIQUE;\n' },
			},
			{
				title: 'A second key: refused always',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_key.sql': 'ALTER TABLE notes ADD COLUMN key INTEGER PRIMARY KEY;\n' },
			},
			{
				title: 'A column that is UNIQUE, dropped: refused always',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_drop.sql': 'ALTER TABLE notes DROP COLUMN title;\n' },
			},
			{
				title: 'The time of day as default: refused where there are rows',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_at.sql': 'ALTER TABLE notes ADD COLUMN made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP;\n',
				},
			},
			{
				title: 'A computed default: refused where there are rows',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_token.sql': 'ALTER TABLE notes ADD COLUMN token TEXT DEFAULT (hex(randomblob(8)));\n',
				},
			},
			{
				title: 'A STORED column: refused where there are rows',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_length.sql': 'ALTER TABLE notes ADD COLUMN length INTEGER AS (length(title)) STORED;\n',
				},
			},
			{
				title: 'A foreign key with a default: refused where there are rows',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_parent.sql': 'ALTER TABLE notes ADD COLUMN parent INTEGER DEFAULT 1 REFERENCES notes (id);\n',
				},
			},
		],
		good: [
			{
				title: 'A plain column and a unique index',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_slug.sql':
						'ALTER TABLE notes ADD COLUMN slug TEXT;\nCREATE UNIQUE INDEX IF NOT EXISTS notes_slug ON notes (slug);\n',
				},
			},
			{
				title: 'Constants, in parentheses or not',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_columns.sql':
						"ALTER TABLE notes ADD COLUMN a INTEGER DEFAULT (-5);\nALTER TABLE notes ADD COLUMN b TEXT NOT NULL DEFAULT ('it''s');\nALTER TABLE notes ADD COLUMN c INTEGER DEFAULT TRUE;\nALTER TABLE notes ADD COLUMN d BLOB DEFAULT x'00';\nALTER TABLE notes ADD COLUMN e REAL DEFAULT ((+.5e-3));\nALTER TABLE notes ADD COLUMN f DEFAULT word;\nALTER TABLE notes ADD COLUMN g DEFAULT (CAST(1 AS TEXT));\n",
				},
			},
			{
				title: 'A VIRTUAL column, and a foreign key without a default',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_columns.sql':
						'ALTER TABLE notes ADD COLUMN length INTEGER AS (length(title)) VIRTUAL;\nALTER TABLE notes ADD COLUMN parent INTEGER DEFAULT NULL REFERENCES notes (id);\n',
				},
			},
			{
				title: 'A table that the migration itself has made, and that is empty',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'CREATE TABLE notes (id INTEGER PRIMARY KEY);\nALTER TABLE notes ADD COLUMN made_at TEXT DEFAULT CURRENT_TIMESTAMP;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of changesOf(fact, 'add column')) {
				const why =
					whyNeverAdded(change) ?? (mayHoldRows(facts, fact, change.table) ? whyNotOnRows(change) : undefined);
				if (why !== undefined) yield report(fact, change, why);
			}
			for (const change of changesOf(fact, 'drop column')) {
				const why = whyNeverDropped(fact, change);
				if (why !== undefined) yield report(fact, change, why);
			}
		}
	},
};

function report(fact: StatementFact, { column }: AddColumn | DropColumn, why: string): Report {
	return {
		uri: fact.script.uri,
		range: fact.toDocument(column.range),
		message: `\`${writtenName(fact, column)}\`: ${why}.`,
	};
}

function whyNeverAdded({ constraints }: AddColumn): string | undefined {
	const key = constraints.find(({ kind }) => kind === 'primary key' || kind === 'unique');
	return key && `SQLite never adds a ${key.kind.toUpperCase()} column`;
}

function whyNotOnRows({ column, constraints, table }: AddColumn): string | undefined {
	const whenRows = `as soon as \`${table.name}\` has a row`;
	if (column.generated === 'stored') return `SQLite refuses to add a STORED column ${whenRows}`;
	if (column.default === undefined) return undefined;
	if (!isConstant(column.default)) return `SQLite refuses to add a column with a computed default ${whenRows}`;
	const isKey = constraints.some(({ kind }) => kind === 'foreign key');
	if (!isKey || /^\(*\s*null\s*\)*$/i.test(column.default)) return undefined;
	return `with foreign keys enforced, SQLite refuses to add one that has a default ${whenRows}`;
}

function whyNeverDropped({ before }: StatementFact, { table, column }: DropColumn): string | undefined {
	const known = findTable(before, table);
	if (known === undefined || known.uncertain || !known.columns.some(({ name }) => name === column.name)) {
		return undefined;
	}
	const key = known.constraints.find(
		({ kind, columns }) => (kind === 'primary key' || kind === 'unique') && columns.includes(column.name),
	);
	return key && `SQLite never drops a ${key.kind.toUpperCase()} column`;
}

const CONSTANT =
	/^(?:[+-]\s*)*(?:(?:\d[\w.]*|\.\d\w*)(?:(?<=e)[+-]\d+)?|x?'(?:[^']|'')*'|(?!current_(?:time|date|timestamp)$)[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*"|\[[^\]]*\]|`[^`]*`)$/iu;

/** Literals, single words, which SQLite takes for strings, and what is cast: nothing that it would have to compute. */
function isConstant(text: string): boolean {
	const inner = /^\((?<inner>.*)\)$/s.exec(text)?.groups?.inner;
	if (inner !== undefined) return isConstant(inner.trim());
	return CONSTANT.test(text) || /^cast\s*\(/i.test(text);
}
