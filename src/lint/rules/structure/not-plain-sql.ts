import type { MigrationFacts, Report, Rule } from '../../rule.ts';

/** Notes, once a file, that it holds placeholders or psql commands, which no grammar reads. */
export const notPlainSql: Rule = {
	meta: {
		id: 'structure/not-plain-sql',
		summary: 'The file holds placeholders or psql commands.',
		why: 'What a template engine or psql fills in is not known while reading, so statements with it are passed over. The other statements are judged as usual.',
		instead: 'Nothing has to be done. The note says why other rules are silent here.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'information',
		alsoReleased: false,
		sources: ['https://www.postgresql.org/docs/current/app-psql.html'],
		peers: [],
		bad: [
			{
				title: 'A placeholder',
				dialect: 'postgresql',
				files: { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS {{ prefix }}notes (id bigint);\n' },
			},
		],
		good: [
			{
				title: 'Plain SQL',
				dialect: 'postgresql',
				files: { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n' },
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		if (facts.notPlainSql === undefined) return;
		yield {
			range: facts.notPlainSql,
			message: 'This file holds placeholders or psql commands: statements with them are not judged.',
		};
	},
};
