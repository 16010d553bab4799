import type { Fix } from '../../finding.ts';
import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { wrongName } from '../../wrong-function-names.ts';

/** Reports a migration without an upgrade: the runner has nothing to call. */
export const missingUpgrade: Rule = {
	meta: {
		id: 'structure/missing-upgrade',
		summary: 'The migration has no upgrade.',
		why: 'The runner finds nothing to run: it fails, or records a migration that did nothing.',
		instead: 'Export the function that the other migrations of the directory export, or add the upgrade section.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [],
		peers: [],
		bad: [
			{
				title: 'A Python migration with a downgrade alone',
				dialect: 'sqlite',
				files: {
					'001_notes.py': 'def downgrade(conn):\n    conn.execute("DROP TABLE IF EXISTS notes")\n',
				},
			},
		],
		good: [
			{
				title: 'Both functions',
				dialect: 'sqlite',
				files: {
					'001_notes.py':
						'def upgrade(conn):\n    conn.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)")\n\n\ndef downgrade(conn):\n    conn.execute("DROP TABLE IF EXISTS notes")\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		const { text, convention, source } = facts;
		if (text.upgrade !== undefined || source.trim() === '' || wrongName(facts, 'upgrade') !== undefined) return;
		const what =
			text.language === 'sql'
				? 'This migration has no upgrade section'
				: `This migration exports no \`${convention.functions.upgrade}\``;
		yield { range: { start: 0, end: 0 }, message: `${what}: the runner has nothing to run.`, fixes: stub(facts) };
	},
};

function stub(facts: MigrationFacts): readonly Fix[] {
	const { file, source, convention } = facts;
	if (facts.text.language !== 'python') return [];
	const name = convention.functions.upgrade;
	const gap = source.endsWith('\n') ? '\n\n' : '\n\n\n';
	const newText = `${gap}def ${name}(conn):\n    raise NotImplementedError("${name} of ${file.fileName} is not written yet")\n`;
	return [
		{
			title: `Add a stub of \`${name}\``,
			safety: 'suggested',
			edits: [{ uri: file.uri, range: { start: source.length, end: source.length }, newText }],
		},
	];
}
