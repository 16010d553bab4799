import type { Rule } from '../../rule.ts';

/** Reports suppressions that suppress nothing. The engine looks for them, once the other rules have reported. */
export const unusedSuppression: Rule = {
	meta: {
		id: 'lint/unused-suppression',
		summary: 'A suppression comment has no effect.',
		why: 'A comment that suppresses nothing hides the next real finding of that rule on its line, and tells readers of a fault that is gone.',
		instead:
			'Remove the comment, or mend the name of the rule. Write `-- plumbline-ignore rule: reason` behind a line or on a line of its own before it, and `-- plumbline-ignore-file rule: reason` for the whole file; in code behind `#` or `//`.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'warning',
		alsoReleased: false,
		sources: [],
		peers: ['squawk: unused-ignore', 'pgls: suppressions/unused'],
		bad: [
			{
				title: 'A fault that is gone',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'-- plumbline-ignore idempotency/create: runs once\nCREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n',
				},
			},
			{
				title: 'A misspelt rule',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'-- plumbline-ignore idempotency/creat: runs once\nCREATE TABLE notes (id INTEGER PRIMARY KEY);\n',
				},
			},
		],
		good: [
			{
				title: 'A suppression that is needed',
				dialect: 'sqlite',
				files: {
					'001_notes.sql':
						'-- plumbline-ignore-file structure/missing-downgrade: nothing to go back to\nCREATE TABLE notes (id INTEGER PRIMARY KEY); -- plumbline-ignore idempotency/create: runs once\n',
				},
			},
		],
	},
};
