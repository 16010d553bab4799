import type { DirectoryFacts, DirectoryReport, Rule } from '../../rule.ts';

/** Reports a number that is left out in a directory which counts 1, 2, 3. */
export const gap: Rule = {
	meta: {
		id: 'order/gap',
		summary: 'A number is left out.',
		why: 'A missing number is most often a file that was not committed, or one that another branch still holds and that will arrive out of order.',
		instead: 'Add the missing file, or renumber.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: [],
		peers: ['migrationpilot: validateOrdering'],
		bad: [
			{
				title: '002 is missing',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'003_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
		good: [
			{
				title: 'No number is missing',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
					'002_users.sql': 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
	},
	*checkDirectory({ directory }: DirectoryFacts): Iterable<DirectoryReport> {
		if (!directory.files.every(({ version }) => /^\d{1,6}$/.test(version))) return;
		for (const [index, file] of directory.files.entries()) {
			const earlier = directory.files[index - 1];
			if (earlier === undefined || Number(file.version) <= Number(earlier.version) + 1) continue;
			const padded = (version: number) => String(version).padStart(file.version.length, '0');
			const [first, last] = [Number(earlier.version) + 1, Number(file.version) - 1];
			const missing = first === last ? `Number ${padded(first)} is` : `Numbers ${padded(first)} to ${padded(last)} are`;
			yield { file, message: `${missing} left out between ${earlier.fileName} and ${file.fileName}.` };
		}
	},
};
