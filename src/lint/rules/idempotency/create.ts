import { hasObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { NamedRange } from '../../../sql/object-name.ts';
import type { Guard, SchemaChange } from '../../../sql/schema-change.ts';
import { guardFix } from '../../guard-fix.ts';
import type { MigrationFacts, Report, Rule, StatementFact } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a CREATE that fails when it runs a second time. */
export const create: Rule = {
	meta: {
		id: 'idempotency/create',
		summary: 'A CREATE without IF NOT EXISTS cannot run twice.',
		why: 'When a migration stops half way, or its entry in the migrations table is lost, it runs again. A bare `CREATE` then fails with "already exists", and everything behind it stays undone.',
		instead:
			'Write `IF NOT EXISTS`. The fix inserts it, and is safe where the earlier migrations show that the object is not there yet.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_createtable.html',
			'https://www.postgresql.org/docs/current/sql-createtable.html',
		],
		peers: ['squawk: prefer-robust-stmts', 'pgls: preferRobustStmts'],
		bad: [
			{
				title: 'A table in SQLite',
				dialect: 'sqlite',
				files: { '001_notes.sql': 'CREATE TABLE notes (id INTEGER PRIMARY KEY);\n' },
			},
			{
				title: 'An index in PostgreSQL, in lower case',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'create table if not exists notes (id bigint);\n',
					'002_index.sql': 'create unique index notes_id on notes (id);\n',
				},
			},
		],
		good: [
			{
				title: 'The guarded table',
				dialect: 'sqlite',
				files: { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n' },
			},
			{
				title: 'The guarded index',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'create table if not exists notes (id bigint);\n',
					'002_index.sql': 'create unique index if not exists notes_id on notes (id);\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of fact.statement.changes) {
				const created = createdBy(change, fact);
				if (created === undefined || created.guard.present || created.guard.words !== 'IF NOT EXISTS') continue;
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(created.name.range),
					message: `\`${writtenName(fact, created.name)}\` is created without IF NOT EXISTS: a second run fails here.`,
					fixes: guardFix(fact, created.guard, created.absent && !fact.before.uncertain),
				};
			}
		}
	},
};

interface Created {
	readonly name: NamedRange;
	readonly guard: Guard;
	/** The schema that the statement meets does not hold it yet. */
	readonly absent: boolean;
}

/** Temporary objects end with their session, and CONCURRENTLY with a guard would keep an INVALID index: both are left out. */
function createdBy(change: SchemaChange, fact: StatementFact): Created | undefined {
	const { before } = fact;
	switch (change.type) {
		case 'create table':
			if (change.temporary) return undefined;
			return { name: change.table, guard: change.guard, absent: findTable(before, change.table) === undefined };
		case 'create index':
			if (change.index === undefined || change.concurrently) return undefined;
			return { name: change.index, guard: change.guard, absent: !before.indexes.has(objectKey(change.index)) };
		case 'create object':
			if (change.temporary) return undefined;
			return {
				name: change.object,
				guard: change.guard,
				absent: !hasObject(before, change.kind, change.object),
			};
		default:
			return undefined;
	}
}
