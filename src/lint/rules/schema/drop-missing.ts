import { findObject, hasObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import { nearestName } from '../../../schema/nearest-name.ts';
import type { Schema } from '../../../schema/schema.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { NamedRange, ObjectName } from '../../../sql/object-name.ts';
import type { DropColumn, DropObjects, ObjectKind } from '../../../sql/schema-change.ts';
import type { Severity } from '../../finding.ts';
import { looksMisspelt } from '../../looks-misspelt.ts';
import { replaceNameFix } from '../../replace-name-fix.ts';
import { changesOf, type MigrationFacts, type Report, type Rule, type StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a DROP of what is not there: it fails, or IF EXISTS hides that its name is misspelt. */
export const dropMissing: Rule = {
	meta: {
		id: 'schema/drop-missing',
		summary: 'What is dropped is not there at this point.',
		why: 'Without `IF EXISTS` the statement fails (`no such table`, `does not exist`). With it nothing is dropped: where the name is misspelt, the thing that was meant stays for good, and nobody is told. A `DROP TABLE` of a view is refused in both databases, `IF EXISTS` or not.',
		instead:
			'Name what is there. A DROP with `IF EXISTS` is reported only where a thing of nearly that name is there, and the migration itself makes none of the written name.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_droptable.html',
			'https://www.sqlite.org/lang_altertable.html#alter_table_drop_column',
			'https://www.postgresql.org/docs/current/sql-droptable.html',
		],
		peers: [],
		bad: [
			{
				title: 'A misspelt table',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_drop.sql': 'DROP TABLE ntoes;\n',
				},
			},
			{
				title: 'IF EXISTS hides a misspelt index',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, title TEXT);\nCREATE INDEX IF NOT EXISTS notes_title ON notes (title);\n',
					'002_drop.sql': 'DROP INDEX IF EXISTS notes_titel;\n',
				},
			},
			{
				title: 'A column that the table never had',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);\n',
					'002_drop.sql': 'ALTER TABLE notes DROP COLUMN bodi;\n',
				},
			},
			{
				title: 'A view, dropped as a table',
				dialect: 'sqlite',
				files: {
					'001_one.sql': 'CREATE VIEW IF NOT EXISTS one AS SELECT 1 AS n;\n',
					'002_drop.sql': 'DROP TABLE IF EXISTS one;\n',
				},
			},
			{
				title: 'A misspelt type',
				dialect: 'postgresql',
				files: {
					'001_mood.sql': "CREATE TYPE mood AS ENUM ('calm', 'glad');\n",
					'002_drop.sql': 'DROP TYPE moods;\n',
				},
			},
			{
				title: 'IF EXISTS hides a misspelt column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint, "Subtitle" text);\n',
					'002_drop.sql': 'ALTER TABLE notes DROP COLUMN IF EXISTS subtitle;\n',
				},
			},
			{
				title: 'A materialized view, dropped as a view',
				dialect: 'postgresql',
				files: {
					'001_one.sql': 'CREATE MATERIALIZED VIEW IF NOT EXISTS one AS SELECT 1 AS n;\n',
					'002_drop.sql': 'DROP VIEW IF EXISTS one;\n',
				},
			},
		],
		good: [
			{
				title: 'The table that is there',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_drop.sql': 'DROP TABLE notes;\n',
				},
			},
			{
				title: 'IF EXISTS before what the migration then makes',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_note.sql': 'DROP TABLE IF EXISTS note;\nCREATE TABLE note (id INTEGER PRIMARY KEY);\n',
				},
			},
			{
				title: 'A domain, dropped as the type that it is',
				dialect: 'postgresql',
				files: {
					'001_positive.sql': 'CREATE DOMAIN positive AS integer CHECK (VALUE > 0);\n',
					'002_drop.sql': 'DROP TYPE positive;\n',
				},
			},
			{
				title: 'IF EXISTS, and nothing of a like name',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\n',
					'002_drop.sql': 'ALTER TABLE notes DROP COLUMN IF EXISTS body;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		const made = namesMadeBy(facts);
		for (const fact of facts.statements) {
			for (const change of changesOf(fact, 'drop')) {
				for (const object of change.objects) {
					const found = judgeObject(fact, change, object, made);
					if (found !== undefined) yield report(facts, fact, object, found);
				}
			}
			for (const change of changesOf(fact, 'drop column')) {
				const found = judgeColumn(fact, change, made);
				if (found !== undefined) yield report(facts, fact, change.column, found);
			}
		}
	},
};

interface Missing {
	readonly severity: Severity;
	readonly message: string;
	readonly near: string | undefined;
}

/** What several of one name may be, told apart by their arguments, and what every database has from the start, is left alone. */
const JUDGED: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
	'table',
	'index',
	'view',
	'materialized view',
	'trigger',
	'sequence',
	'type',
	'domain',
	'policy',
	'rule',
]);

/** One set of names for all of them: DROP of one kind refuses the others, with IF EXISTS too. */
const RELATIONS: readonly ObjectKind[] = ['table', 'view', 'materialized view', 'sequence'];

function judgeObject(
	fact: StatementFact,
	{ kind, guard, table }: DropObjects,
	object: ObjectName,
	made: ReadonlySet<string>,
): Missing | undefined {
	const { before } = fact;
	if (!JUDGED.has(kind) || before.uncertain || isOutside(object) || isThere(before, kind, object, table)) {
		return undefined;
	}
	const written = `\`${writtenName(fact, object)}\``;
	if (RELATIONS.includes(kind)) {
		const other = RELATIONS.find((each) => hasObject(before, each, object));
		if (other !== undefined) {
			const message = `${written} is a ${other}: the database refuses to drop it as a ${kind}.`;
			return { severity: 'error', message, near: undefined };
		}
	}
	// What hangs on a table that is not known in full is not known either.
	if (kind !== 'table' && [...before.tables.values()].some(({ uncertain }) => uncertain)) return undefined;
	if (kind === 'index' && isNameOfConstraint(before, object)) return undefined;
	const near = nearestName(object.name, namesOf(before, kind));
	return missing(`No ${kind} ${written} is here`, object, guard.present, near, made);
}

function judgeColumn(
	fact: StatementFact,
	{ table, column, guard }: DropColumn,
	made: ReadonlySet<string>,
): Missing | undefined {
	const known = findTable(fact.before, table);
	if (known === undefined || known.uncertain || known.columns.some(({ name }) => name === column.name))
		return undefined;
	const near = nearestName(
		column.name,
		known.columns.map(({ name }) => name),
	);
	const start = `\`${known.name}\` has no column \`${writtenName(fact, column)}\` here`;
	return missing(start, column, guard.present, near, made);
}

function missing(
	start: string,
	{ name }: NamedRange,
	guarded: boolean,
	near: string | undefined,
	made: ReadonlySet<string>,
): Missing | undefined {
	const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
	if (!guarded) return { severity: 'error', message: `${start}: the database refuses this statement.${hint}`, near };
	if (near === undefined || made.has(name) || !looksMisspelt(name, near)) return undefined;
	return { severity: 'warning', message: `${start}: IF EXISTS hides that nothing is dropped.${hint}`, near };
}

/** PostgreSQL drops a domain as a type, too. */
function isThere(schema: Schema, kind: ObjectKind, object: ObjectName, table: ObjectName | undefined): boolean {
	if (kind === 'type' && findObject(schema, 'domain', object) !== undefined) return true;
	return hasObject(schema, kind, object, table);
}

/** What the database itself or somebody else's schema holds is not ours to judge. */
function isOutside({ name, schema }: ObjectName): boolean {
	if (schema !== undefined && schema !== 'public' && schema !== 'main') return true;
	return /^(?:sqlite_|pg_|plumbline_)/.test(name);
}

/** PostgreSQL keeps keys by indexes of their own, which the schema tells by the constraint alone. */
function isNameOfConstraint(schema: Schema, { name }: ObjectName): boolean {
	return [...schema.tables.values()].some(({ constraints }) => constraints.some((each) => each.name === name));
}

/** The names that a name without a schema may mean. */
function namesOf(schema: Schema, kind: ObjectKind): readonly string[] {
	if (kind === 'table') return [...schema.tables].filter(isUnqualified).map(([, { name }]) => name);
	if (kind === 'index') return [...schema.indexes].filter(isUnqualified).map(([, { name }]) => name);
	return [...schema.objects.values()].filter((object) => object.kind === kind).map(({ name }) => name);
}

function isUnqualified([key, { name }]: readonly [string, NamedRange | { readonly name: string }]): boolean {
	return key === objectKey({ name });
}

/** DROP … IF EXISTS of what the same migration makes only clears its way. */
function namesMadeBy({ statements }: MigrationFacts): ReadonlySet<string> {
	const names = new Set<string>();
	for (const { statement } of statements) {
		for (const change of statement.changes) {
			if (change.type === 'create table') names.add(change.table.name);
			else if (change.type === 'create index' && change.index !== undefined) names.add(change.index.name);
			else if (change.type === 'create object') names.add(change.object.name);
			else if (change.type === 'add column') names.add(change.column.name);
			else if (change.type === 'rename table' || change.type === 'rename column' || change.type === 'rename object') {
				names.add(change.to.name);
			}
		}
	}
	return names;
}

function report(
	{ dialect }: MigrationFacts,
	fact: StatementFact,
	name: ObjectName,
	{ severity, message, near }: Missing,
): Report {
	return {
		uri: fact.script.uri,
		range: fact.toDocument(name.range),
		message,
		severity,
		fixes: near === undefined || name.schema !== undefined ? [] : replaceNameFix(fact, name, near, dialect),
	};
}
