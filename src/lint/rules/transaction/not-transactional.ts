import type { Statement } from '../../../sql/statement.ts';
import { noTransactionFix } from '../../no-transaction-fix.ts';
import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { surroundingTransaction } from '../../surrounding-transaction.ts';
import { isConcurrent } from '../locking/concurrently-in-transaction.ts';
import { setsForeignKeys } from '../sqlite/foreign-keys-in-transaction.ts';

const TABLE = 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY);\n';

/** Reports statements that the database refuses inside a transaction. */
export const notTransactional: Rule = {
	meta: {
		id: 'transaction/not-transactional',
		summary: 'The database refuses this statement inside a transaction.',
		why: '`VACUUM`, `CREATE DATABASE` and kin cannot be rolled back, so both databases refuse them while a transaction is open; SQLite also refuses, or leaves undone, some settings. Most tools open a transaction around each migration.',
		instead:
			'Put the statement into a migration of its own, and mark that as one that runs outside a transaction. The fix adds the marker.',
		dialects: ['sqlite', 'postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.sqlite.org/lang_vacuum.html',
			'https://www.sqlite.org/pragma.html#pragma_synchronous',
			'https://www.postgresql.org/docs/current/sql-vacuum.html',
			'https://www.postgresql.org/docs/current/sql-createdatabase.html',
		],
		peers: ['atlas: TX101'],
		bad: [
			{ title: 'VACUUM', dialect: 'sqlite', files: { '001_notes.sql': TABLE, '002_vacuum.sql': 'VACUUM;\n' } },
			{
				title: 'A setting',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_setting.sql': 'PRAGMA synchronous = NORMAL;\n' },
			},
			{
				title: 'VACUUM',
				dialect: 'postgresql',
				files: { '001_notes.sql': TABLE, '002_vacuum.sql': 'VACUUM notes;\n' },
			},
			{
				title: 'VACUUM between BEGIN and COMMIT',
				dialect: 'postgresql',
				files: { '001_notes.sql': TABLE, '002_vacuum.sql': 'BEGIN;\nVACUUM notes;\nCOMMIT;\n' },
			},
		],
		good: [
			{
				title: 'A migration outside a transaction',
				dialect: 'sqlite',
				files: { '001_notes.sql': TABLE, '002_vacuum.sql': '-- plumbline:no-transaction\nVACUUM;\n' },
			},
			{
				title: 'A migration outside a transaction',
				dialect: 'postgresql',
				files: { '001_notes.sql': TABLE, '002_vacuum.sql': '-- plumbline:no-transaction\nVACUUM notes;\n' },
			},
			{
				title: 'ANALYZE, which runs anywhere',
				dialect: 'postgresql',
				files: { '001_notes.sql': TABLE, '002_analyze.sql': 'ANALYZE notes;\n' },
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			const { statement } = fact;
			if (statement.transactional || isConcurrent(statement) || setsForeignKeys(statement)) continue;
			const transaction = surroundingTransaction(facts, fact);
			if (transaction === undefined) continue;
			const where =
				transaction === 'own' ? 'a BEGIN stands in front of it' : 'nothing says that this migration runs without one';
			yield {
				uri: fact.script.uri,
				range: fact.toDocument(statement.range),
				message: `${words(statement)} cannot run inside a transaction, and ${where}.`,
				fixes: transaction === 'own' ? [] : noTransactionFix(facts, fact),
			};
		}
	},
};

function words({ kind, text }: Statement): string {
	return kind === 'pragma' ? `\`${text}\`` : kind.toUpperCase();
}
