import type { MigrationFacts, Report, Rule } from '../../rule.ts';

/** Reports what the database's own grammar refuses, one statement at a time. */
export const syntaxError: Rule = {
	meta: {
		id: 'lint/syntax-error',
		summary: 'The database cannot read this statement.',
		why: 'The statement is refused by the grammar of the database itself. Its neighbours are read as usual.',
		instead:
			'Mend the statement. If the file is meant for another database, set `dialect` for its directory in `plumbline.json`.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: ['https://www.sqlite.org/lang.html', 'https://www.postgresql.org/docs/current/sql-commands.html'],
		peers: ['squawk: syntax-error'],
		bad: [
			{
				title: 'A comma too many',
				dialect: 'sqlite',
				files: { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER,);\n' },
			},
			{
				title: 'A misspelt keyword',
				dialect: 'postgresql',
				files: { '001_notes.sql': 'CREATE TABEL notes (id bigint);\n' },
			},
		],
		good: [
			{
				title: 'A statement that reads',
				dialect: 'sqlite',
				files: { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER);\n' },
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		const broken = facts.statements.filter(({ statement }) => statement.syntaxError !== undefined);
		if (facts.readsAs !== undefined && broken.length > 1) {
			yield {
				range: { start: 0, end: 0 },
				message: `This file reads as ${facts.readsAs} and not as ${facts.dialect.label}. If its directory is meant for ${facts.readsAs}, set "dialect" for it in plumbline.json.`,
			};
			return;
		}
		if (facts.notPlainSql !== undefined) return;
		// A single statement of the other dialect is more often a slip than a file that went astray: it gets its exact place.
		const reader = facts.readsAs === undefined ? '' : ` ${facts.readsAs} would read it.`;
		for (const { statement, script, toDocument } of broken) {
			const error = statement.syntaxError;
			if (error === undefined) continue;
			const hint = error.hint === undefined ? '' : ` (${error.hint})`;
			const message = `${facts.dialect.label} cannot read this: ${error.message}${hint}`;
			yield {
				uri: script.uri,
				range: toDocument(error.range),
				message: reader === '' ? message : `${message}.${reader}`,
			};
		}
		for (const problem of facts.text.problems) yield { range: problem.range, message: problem.message };
	},
};
