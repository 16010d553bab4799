import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { wrongName } from '../../wrong-function-names.ts';

/** Reports a migration that cannot be undone, where the convention knows downgrades. */
export const missingDowngrade: Rule = {
	meta: {
		id: 'structure/missing-downgrade',
		summary: 'The migration has no downgrade.',
		why: 'When a deploy has to be taken back, this step cannot be: `plumbline down` refuses, and the schema stays ahead of the code.',
		instead: 'Write the statements that undo the upgrade, or turn the rule off for a directory that only goes forward.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: [],
		peers: ['django-migration-linter: RUNSQL_REVERSIBLE', 'ptah: MF101P'],
		bad: [
			{
				title: 'An upgrade alone',
				dialect: 'sqlite',
				files: {
					'001_notes.py':
						'def upgrade(conn):\n    conn.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)")\n',
				},
			},
		],
		good: [
			{
				title: 'Both sections of an SQL migration',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'-- upgrade\nCREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n\n-- downgrade\nDROP TABLE IF EXISTS notes;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		const { text, convention, source } = facts;
		if (!convention.hasDowngrades || text.downgrade !== undefined || source.trim() === '') return;
		if (wrongName(facts, 'downgrade') !== undefined) return;
		const what = text.language === 'sql' ? 'has no downgrade' : `exports no \`${convention.functions.downgrade}\``;
		yield {
			range: text.upgrade?.functionName?.range ?? { start: 0, end: 0 },
			message: `This migration ${what}: it cannot be reverted.`,
		};
	},
};
