import { hasObject } from '../../../schema/find-object.ts';
import { findTable } from '../../../schema/find-table.ts';
import type { Schema } from '../../../schema/schema.ts';
import { objectKey } from '../../../sql/identifier.ts';
import type { ObjectName } from '../../../sql/object-name.ts';
import type { DropObjects } from '../../../sql/schema-change.ts';
import { guardFix } from '../../guard-fix.ts';
import { changesOf, type MigrationFacts, type Report, type Rule } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports a DROP that fails when it runs a second time. */
export const drop: Rule = {
	meta: {
		id: 'idempotency/drop',
		summary: 'A DROP without IF EXISTS cannot run twice.',
		why: 'A bare `DROP` fails with "no such table" (or "does not exist") when the migration runs again after it stopped half way.',
		instead:
			'Write `IF EXISTS`. The fix is safe where the earlier migrations show that an object of that kind is there.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_droptable.html',
			'https://www.postgresql.org/docs/current/sql-droptable.html',
		],
		peers: ['squawk: prefer-robust-stmts', 'pgls: preferRobustStmts'],
		bad: [
			{
				title: 'A table in SQLite',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_drop.sql': 'DROP TABLE notes;\n',
				},
			},
			{
				title: 'A view in PostgreSQL',
				dialect: 'postgresql',
				files: {
					'001_view.sql': 'CREATE OR REPLACE VIEW one AS SELECT 1 AS n;\n',
					'002_drop.sql': 'DROP VIEW one;\n',
				},
			},
		],
		good: [
			{
				title: 'The guarded drop',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_drop.sql': 'DROP TABLE IF EXISTS notes;\n',
				},
			},
			{
				title: 'The guarded view',
				dialect: 'postgresql',
				files: {
					'001_view.sql': 'CREATE OR REPLACE VIEW one AS SELECT 1 AS n;\n',
					'002_drop.sql': 'DROP VIEW IF EXISTS one;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of changesOf(fact, 'drop')) {
				const [first] = change.objects;
				if (first === undefined || change.guard.present || change.guard.insertAt === undefined) continue;
				const there = change.objects.every((object) => isThere(fact.before, change, object));
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(first.range),
					message: `\`${writtenName(fact, first)}\` is dropped without IF EXISTS: a second run fails here.`,
					fixes: guardFix(fact, change.guard, there && !fact.before.uncertain),
				};
			}
		}
	},
};

function isThere(schema: Schema, change: DropObjects, object: ObjectName): boolean {
	if (change.kind === 'table') return findTable(schema, object) !== undefined;
	if (change.kind === 'index') return schema.indexes.has(objectKey(object));
	return hasObject(schema, change.kind, object);
}
