import { findObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { AddColumn } from '../../../sql/schema-change.ts';
import type { Fix } from '../../finding.ts';
import { mayHoldRows } from '../../may-hold-rows.ts';
import { changesOf, type MigrationFacts, type Report, type Rule, type StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a column that every row must fill, added to a table whose rows have nothing for it. */
export const requiredColumn: Rule = {
	meta: {
		id: 'data/required-column',
		summary: 'A NOT NULL column without a default is refused as soon as the table has a row.',
		why: 'The rows that are there would hold NULL. SQLite says `Cannot add a NOT NULL column with default value NULL`, PostgreSQL `column … contains null values`: the migration passes on an empty test database and fails where people work.',
		instead:
			'Give the column a `DEFAULT`, or add it without `NOT NULL`, fill it, and require it in a later step (`ALTER COLUMN … SET NOT NULL`; in SQLite by building the table anew).',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_altertable.html#alter_table_add_column',
			'https://www.postgresql.org/docs/current/sql-altertable.html',
		],
		peers: ['squawk: adding-required-field', 'atlas: MF103', 'pgls: addingRequiredField'],
		bad: [
			{
				title: 'No default',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN title TEXT NOT NULL;\n',
				},
			},
			{
				title: 'No default',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text NOT NULL;\n',
				},
			},
			{
				title: 'A key that nothing fills',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (title text);\n',
					'002_id.sql': 'ALTER TABLE notes ADD COLUMN IF NOT EXISTS id bigint PRIMARY KEY;\n',
				},
			},
		],
		good: [
			{
				title: 'A default',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_title.sql': "ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT '';\n",
				},
			},
			{
				title: 'A table that the migration itself has made',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'CREATE TABLE notes (id INTEGER PRIMARY KEY);\nALTER TABLE notes ADD COLUMN title TEXT NOT NULL;\n',
				},
			},
			{
				title: 'An identity, which fills itself',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (title text);\n',
					'002_id.sql':
						'ALTER TABLE notes ADD COLUMN IF NOT EXISTS id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;\nALTER TABLE notes ADD COLUMN IF NOT EXISTS place serial NOT NULL;\n',
				},
			},
			{
				title: 'Filled before it is required',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n',
					'002_title.sql':
						"ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text;\nUPDATE notes SET title = '' WHERE title IS NULL;\nALTER TABLE notes ALTER COLUMN title SET NOT NULL;\n",
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			if (fact.direction !== 'upgrade') continue;
			for (const change of changesOf(fact, 'add column')) {
				if (!isRequired(fact, change, facts) || !mayHoldRows(facts, fact, change.table)) continue;
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(change.column.range),
					message: `\`${writtenName(fact, change.column)}\` is NOT NULL and has no default: this is refused as soon as \`${change.table.name}\` has a row.`,
					fixes: withoutNotNull(fact, change),
				};
			}
		}
	},
};

function isRequired(fact: StatementFact, change: AddColumn, { dialect }: MigrationFacts): boolean {
	const { column, constraints, guard, table } = change;
	if (column.generated !== undefined || (column.default !== undefined && !/^null$/i.test(column.default))) return false;
	// PostgreSQL fills these from a sequence; in SQLite the word is a type like any other.
	if (dialect.name === 'postgresql' && /^(?:small|big)?serial$/.test(column.type)) return false;
	// SQLite refuses a new key whatever the table holds, which is another rule's to say.
	const isKey = constraints.some(({ kind }) => kind === 'primary key');
	const isUnique = constraints.some(({ kind }) => kind === 'unique');
	if (dialect.name === 'sqlite' ? isKey || isUnique || !column.notNull : !column.notNull && !isKey) return false;
	// A domain may bring a default of its own.
	if (findObject(fact.before, 'domain', { name: column.type }) !== undefined) return false;
	const there = findTable(fact.before, table)?.columns.some(({ name }) => name === column.name) === true;
	return !(guard.present && there);
}

/** Takes NOT NULL out where it stands plainly behind the column, with nothing that may only look like it. */
function withoutNotNull(fact: StatementFact, { column, range, table }: AddColumn): readonly Fix[] {
	const from = column.range.end;
	const text = fact.fragment.text.slice(from, range.end);
	if (/['"$`[]|--|\/\*|\bconstraint\b|\bprimary\b/i.test(text)) return [];
	const [found, ...others] = text.matchAll(/\s+not\s+null\b(?:\s+on\s+conflict\s+\w+)?/gi);
	if (found === undefined || others.length > 0) return [];
	const place = { start: from + found.index, end: from + found.index + found[0].length };
	if (!fact.fragment.canReplace(place, '')) return [];
	return [
		{
			title: `Remove NOT NULL from \`${column.name}\`, to fill \`${objectKey(table)}\` first`,
			safety: 'suggested',
			edits: [{ uri: fact.script.uri, range: fact.toDocument(place), newText: '' }],
		},
	];
}
