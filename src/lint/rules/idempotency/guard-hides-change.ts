import { applyChange } from '../../../schema/apply-change.ts';
import { compareSchemas } from '../../../schema/compare-schemas.ts';
import type { Difference } from '../../../schema/difference.ts';
import { findObject, indexKey } from '../../../schema/find-object.ts';
import { findTable, tableKey } from '../../../schema/find-table.ts';
import { emptySchema, type Origin, type Schema } from '../../../schema/schema.ts';
import type { Dialect } from '../../../sql/dialect.ts';
import type { NamedRange, ObjectName } from '../../../sql/object-name.ts';
import type { CreateIndex, CreateTable, SchemaChange } from '../../../sql/schema-change.ts';
import { relatedOrigin, sinceOrigin } from '../../related-origin.ts';
import type { MigrationFacts, Report, Rule, StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a guarded CREATE that does nothing, since the thing is there in another shape. */
export const guardHidesChange: Rule = {
	meta: {
		id: 'idempotency/guard-hides-change',
		summary: 'IF NOT EXISTS skips this: an earlier migration made it in another shape.',
		why: '`IF NOT EXISTS` looks at the name alone. Where a table or index of that name is there, the whole statement is passed over, the run reports success, and the columns that are new in it are never made.',
		instead:
			'Bring the table to its new shape with `ALTER TABLE`; drop an index first, or give the new one another name.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_createtable.html',
			'https://www.postgresql.org/docs/current/sql-createtable.html',
		],
		peers: [],
		bad: [
			{
				title: 'A table with one column more',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, title TEXT);\n',
				},
			},
			{
				title: 'A table under the name of a view',
				dialect: 'sqlite',
				files: {
					'001_one.sql': 'CREATE VIEW IF NOT EXISTS one AS SELECT 1 AS n;\n',
					'002_one.sql': 'CREATE TABLE IF NOT EXISTS one (n INTEGER);\n',
				},
			},
			{
				title: 'A column of another type',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id integer, title text);\n',
					'002_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\n',
				},
			},
			{
				title: 'An index on other columns',
				dialect: 'postgresql',
				files: {
					'001_notes.sql':
						'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\nCREATE INDEX IF NOT EXISTS notes_by ON notes (title);\n',
					'002_index.sql': 'CREATE INDEX IF NOT EXISTS notes_by ON notes (title, id);\n',
				},
			},
		],
		good: [
			{
				title: 'The column, added',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_notes.sql': 'ALTER TABLE notes ADD COLUMN title TEXT;\n',
				},
			},
			{
				title: 'The same shape again, in other words',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id integer, title varchar(20));\n',
					'002_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (title character varying(20), id int4);\n',
				},
			},
			{
				title: 'The index, made anew',
				dialect: 'postgresql',
				files: {
					'001_notes.sql':
						'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\nCREATE INDEX IF NOT EXISTS notes_by ON notes (title);\n',
					'002_index.sql':
						'DROP INDEX IF EXISTS notes_by;\nCREATE INDEX IF NOT EXISTS notes_by ON notes (title, id);\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of fact.statement.changes) {
				const found = hiddenChange(change, fact, facts.dialect);
				if (found === undefined) continue;
				const written = writtenName(fact, found.name);
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(found.name.range),
					message: `\`${written}\` is there${sinceOrigin(found.origin)} ${found.as}, so IF NOT EXISTS skips this statement.`,
					related: relatedOrigin(found.origin, `\`${written}\` was made here`),
				};
			}
		}
	},
};

interface Hidden {
	readonly name: NamedRange;
	/** How what is there differs: `without column x`. */
	readonly as: string;
	readonly origin: Origin | undefined;
}

function hiddenChange(change: SchemaChange, fact: StatementFact, dialect: Dialect): Hidden | undefined {
	if (fact.before.uncertain) return undefined;
	if (change.type === 'create table' && change.guard.present && !change.temporary) {
		return hiddenTable(change, fact.before, dialect);
	}
	return change.type === 'create index' && change.guard.present && change.index !== undefined
		? hiddenIndex(change, change.index, fact.before, dialect)
		: undefined;
}

function hiddenTable(change: CreateTable, before: Schema, dialect: Dialect): Hidden | undefined {
	const view = findObject(before, 'view', change.table);
	if (view !== undefined) return { name: change.table, as: 'as a view', origin: view.origin };
	const there = findTable(before, change.table);
	if (there === undefined || there.uncertain || change.columnsUnknown) return undefined;
	const key = tableKey(before, change.table);
	const wanted = madeAnew(change, { kind: 'table', object: change.table }, before, dialect).tables.get(key);
	if (wanted === undefined) return undefined;
	const only = (table: typeof there): Schema => ({ ...emptySchema, tables: new Map([[key, table]]) });
	const as = describe(compareSchemas(only(wanted), only(there), dialect.name));
	return as === undefined ? undefined : { name: change.table, as, origin: there.origin };
}

function hiddenIndex(change: CreateIndex, name: ObjectName, before: Schema, dialect: Dialect): Hidden | undefined {
	const schema = name.schema ?? change.table.schema;
	const object: ObjectName = { ...name, ...(schema !== undefined && { schema }) };
	const key = indexKey(before, object);
	const there = before.indexes.get(key);
	if (there === undefined) return undefined;
	const wanted = madeAnew(change, { kind: 'index', object }, before, dialect).indexes.get(key);
	if (wanted === undefined) return undefined;
	const { tables } = before;
	const only = (index: typeof there): Schema => ({ ...emptySchema, tables, indexes: new Map([[key, index]]) });
	const as = describe(compareSchemas(only(wanted), only(there), dialect.name));
	return as === undefined ? undefined : { name, as, origin: there.origin };
}

/** Returns the schema as if the thing had not been there: dropped, and made by the statement without its guard. */
function madeAnew(
	change: CreateTable | CreateIndex,
	{ kind, object }: { kind: 'table' | 'index'; object: ObjectName },
	before: Schema,
	dialect: Dialect,
): Schema {
	const { range } = change;
	const drop = { type: 'drop', range, kind, objects: [object], guard: { present: true }, cascade: true } as const;
	const without = applyChange(before, drop, undefined, dialect);
	return applyChange(without, { ...change, guard: { present: false } }, undefined, dialect);
}

/** Returns what the statement would have made otherwise, or undefined where all of it is there already. */
function describe(differences: readonly Difference[]): string | undefined {
	const [first] = differences.filter(({ type }) => type !== 'unexpected');
	if (first === undefined) return undefined;
	const { subject, property } = first;
	const thing =
		subject.kind === 'column'
			? `column \`${subject.column}\``
			: subject.kind === 'constraint'
				? `its constraint \`${subject.constraint}\``
				: undefined;
	if (first.type === 'missing') return thing === undefined ? 'in another shape' : `without ${thing}`;
	const what = [property, thing].filter((part) => part !== undefined).join(' of ');
	return `with another shape (${what}: ${first.actual ?? 'none'}, not ${first.expected ?? 'none'})`;
}
