import { renumberFix } from '../../renumber-fix.ts';
import type { DirectoryFacts, DirectoryReport, Rule } from '../../rule.ts';

/** Reports migrations that share a number. */
export const duplicateVersion: Rule = {
	meta: {
		id: 'order/duplicate-version',
		summary: 'Two migrations have the same number.',
		why: 'The migrations table knows a migration by its number. Of two with the same one, the second counts as applied and never runs, or both run in an order that no file states.',
		instead: 'Give the newer one the next free number.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: true,
		sources: [],
		peers: ['migrationpilot: validateOrdering'],
		bad: [
			{
				title: 'Two branches took the same number',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_tags.sql': 'CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY);\n',
					'002_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
		good: [
			{
				title: 'A number each',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_tags.sql': 'CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY);\n',
					'003_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
	},
	*checkDirectory({ directory, convention, isReleased }: DirectoryFacts): Iterable<DirectoryReport> {
		for (const [index, file] of directory.files.entries()) {
			const earlier = directory.files[index - 1];
			if (earlier === undefined || convention.compareVersions(earlier.version, file.version) !== 0) continue;
			// The released one keeps its number: databases know it by that.
			const [kept, other] = isReleased(file) && !isReleased(earlier) ? [file, earlier] : [earlier, file];
			yield {
				file: other,
				message: `Number ${other.version} is taken by ${kept.fileName}: one of the two would never run.`,
				related: [{ message: 'The other one', uri: kept.uri, range: { start: 0, end: 0 } }],
				fixes: renumberFix(directory, other),
			};
		}
	},
};
