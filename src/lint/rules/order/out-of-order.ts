import { renumberFix } from '../../renumber-fix.ts';
import type { DirectoryFacts, DirectoryReport, Rule } from '../../rule.ts';

/** Reports a new migration that sorts before a released one. */
export const outOfOrder: Rule = {
	meta: {
		id: 'order/out-of-order',
		summary: 'A new migration sorts before one that is released.',
		why: 'Databases that have the later one already either skip this one for good, or run it after migrations that were written without it.',
		instead: 'Give it the next free number, so that every database runs the same steps in the same order.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [],
		peers: ['atlas: non-linear'],
		bad: [
			{
				title: '002 is new, 003 is released',
				dialect: 'sqlite',
				released: ['001_notes.sql', '003_users.sql'],
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_tags.sql': 'CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY);\n',
					'003_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
		good: [
			{
				title: 'The new one comes last',
				dialect: 'sqlite',
				released: ['001_notes.sql', '003_users.sql'],
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'003_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
					'004_tags.sql': 'CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
	},
	*checkDirectory({ directory, convention, isReleased }: DirectoryFacts): Iterable<DirectoryReport> {
		const lastReleased = directory.files.findLast(isReleased);
		if (lastReleased === undefined) return;
		for (const file of directory.files) {
			if (isReleased(file) || convention.compareVersions(file.version, lastReleased.version) >= 0) continue;
			yield {
				file,
				message: `${file.fileName} is new and sorts before ${lastReleased.fileName}, which is released: databases that have ${lastReleased.version} would run it out of order or never.`,
				related: [{ message: 'Released', uri: lastReleased.uri, range: { start: 0, end: 0 } }],
				fixes: renumberFix(directory, file),
			};
		}
	},
};
