import type { Fix } from '../../finding.ts';
import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { wrongName } from '../../wrong-function-names.ts';

/** Reports functions under names that the directory's runner does not call. */
export const functionName: Rule = {
	meta: {
		id: 'structure/function-name',
		summary: 'The function has a name that the runner does not call.',
		why: 'The runner of the directory looks for one pair of names. A migration that exports `migrate` and `rollback` instead is skipped, or fails with an AttributeError in the middle of a deploy.',
		instead: 'Rename the function. The fix renames every use of it in the file.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [],
		peers: [],
		bad: [
			{
				title: 'Names of another tool',
				dialect: 'sqlite',
				files: {
					'008_notes.py':
						'def migrate(conn):\n    conn.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)")\n\n\ndef rollback(conn):\n    conn.execute("DROP TABLE IF EXISTS notes")\n',
				},
			},
		],
		good: [
			{
				title: 'The names that are called',
				dialect: 'sqlite',
				files: {
					'008_notes.py':
						'def upgrade(conn):\n    conn.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)")\n\n\ndef downgrade(conn):\n    conn.execute("DROP TABLE IF EXISTS notes")\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const part of ['upgrade', 'downgrade'] as const) {
			const found = wrongName(facts, part);
			if (found === undefined) continue;
			const expected = facts.convention.functions[part];
			const edits = [found.range, ...found.uses]
				.toSorted((a, b) => a.start - b.start)
				.map((range) => ({ uri: facts.file.uri, range, newText: expected }));
			const fix: Fix = { title: `Rename to \`${expected}\``, safety: 'suggested', edits };
			yield {
				range: found.range,
				message: `Exports \`${found.name}\`; this directory uses \`${expected}\`, so the runner never calls it.`,
				fixes: [fix],
			};
		}
	},
};
