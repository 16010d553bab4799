import type { Statement } from '../../../sql/statement.ts';
import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { surroundingTransaction } from '../../surrounding-transaction.ts';

const TABLE = 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n';

/** Reports the pragma that does nothing where a transaction is open. */
export const foreignKeysInTransaction: Rule = {
	meta: {
		id: 'sqlite/foreign-keys-in-transaction',
		summary: 'PRAGMA foreign_keys does nothing inside a transaction.',
		why: 'SQLite ignores it there without a word. A migration that builds a table anew behind `PRAGMA foreign_keys = OFF` then drops the old table with the keys still enforced, and the rows that point at it with `ON DELETE CASCADE` are deleted.',
		instead:
			'Set it on the connection before the transaction begins: in the tool, in front of the script’s own `BEGIN`, or in a migration that is marked to run outside a transaction. Plumbline’s own `up` takes the pragma out of an SQL migration and sets it before it begins. `PRAGMA defer_foreign_keys` works inside a transaction, and puts off the check but no cascade.',
		dialects: ['sqlite'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/pragma.html#pragma_foreign_keys',
			'https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes',
		],
		peers: [],
		bad: [
			{
				title: 'In a migration that the tool runs in a transaction',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_keys.sql': 'PRAGMA foreign_keys = OFF;\n' },
			},
			{
				title: 'Behind the script’s own BEGIN',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_keys.sql': 'BEGIN;\nPRAGMA foreign_keys(0);\nCOMMIT;\n' },
			},
		],
		good: [
			{
				title: 'In front of the script’s own BEGIN',
				dialect: 'sqlite',
				files: {
					'001_notes.sql': TABLE,
					'002_keys.sql': 'PRAGMA foreign_keys = OFF;\nBEGIN;\nDROP TABLE IF EXISTS notes;\nCOMMIT;\n',
				},
			},
			{
				title: 'Outside a transaction',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_keys.sql': '-- plumbline:no-transaction\nPRAGMA foreign_keys = OFF;\n' },
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			if (!setsForeignKeys(fact.statement)) continue;
			const transaction = surroundingTransaction(facts, fact);
			if (transaction === undefined) continue;
			const why = transaction === 'own' ? 'a BEGIN stands in front of it' : 'the migration runs in one';
			yield {
				uri: fact.script.uri,
				range: fact.toDocument(fact.statement.range),
				message: `SQLite ignores PRAGMA foreign_keys inside a transaction, and ${why}.`,
			};
		}
	},
};

/** True where a statement would set the enforcement of foreign keys, not only ask for it. */
export function setsForeignKeys({ kind, text }: Statement): boolean {
	return kind === 'pragma' && /^pragma\s+(?:\w+\s*\.\s*)?["'`[]?foreign_keys["'`\]]?\s*[=(]/i.test(text);
}
