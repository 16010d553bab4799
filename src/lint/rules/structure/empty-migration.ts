import type { MigrationFacts, Report, Rule } from '../../rule.ts';

/** Notes a migration file that does nothing. */
export const emptyMigration: Rule = {
	meta: {
		id: 'structure/empty-migration',
		summary: 'The migration does nothing.',
		why: 'An empty file is recorded as applied like any other. That may be meant (a number kept free), or a file that was never saved.',
		instead: 'Write the migration, or leave a comment that says why it is empty.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'information',
		alsoReleased: false,
		sources: [],
		peers: ['ptah: MF102P'],
		bad: [{ title: 'An empty file', dialect: 'sqlite', files: { '001_later.sql': '\n' } }],
		good: [
			{ title: 'A comment that says why', dialect: 'sqlite', files: { '001_later.sql': '-- Number kept free.\n' } },
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		if (facts.source.trim() !== '' || facts.text.problems.length > 0) return;
		yield {
			range: { start: 0, end: 0 },
			message: `${facts.file.fileName} is empty: it will be recorded and do nothing.`,
		};
	},
};
