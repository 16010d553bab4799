import { findTable } from '../../../schema/find-table.ts';
import { guardFix } from '../../guard-fix.ts';
import { changesOf, type MigrationFacts, type Report, type Rule } from '../../rule.ts';
import { writtenName } from '../../written-name.ts';

/** Reports an ADD COLUMN that fails when it runs a second time, where the dialect has a guard for it. */
export const addColumn: Rule = {
	meta: {
		id: 'idempotency/add-column',
		summary: 'ADD COLUMN without IF NOT EXISTS cannot run twice.',
		why: 'A second run fails with "column already exists", also when only a later statement of the first run had failed.',
		instead:
			'Write `ADD COLUMN IF NOT EXISTS` in PostgreSQL. SQLite has no such words: there the migrations table alone keeps a step from running twice, which is why this rule is silent on SQLite.',
		dialects: ['postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: ['https://www.postgresql.org/docs/current/sql-altertable.html'],
		peers: ['squawk: prefer-robust-stmts'],
		bad: [
			{
				title: 'A column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN title text;\n',
				},
			},
		],
		good: [
			{
				title: 'The guarded column',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n',
					'002_title.sql': 'ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			for (const change of changesOf(fact, 'add column')) {
				if (change.guard.present || change.guard.insertAt === undefined) continue;
				const table = findTable(fact.before, change.table);
				const absent =
					table !== undefined &&
					!table.uncertain &&
					!table.columns.some((column) => column.name === change.column.name);
				yield {
					uri: fact.script.uri,
					range: fact.toDocument(change.column.range),
					message: `\`${writtenName(fact, change.column)}\` is added without IF NOT EXISTS: a second run fails here.`,
					fixes: guardFix(fact, change.guard, absent && !fact.before.uncertain),
				};
			}
		}
	},
};
