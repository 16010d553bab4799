import type { Statement } from '../../../sql/statement.ts';
import { noTransactionFix } from '../../no-transaction-fix.ts';
import type { MigrationFacts, Report, Rule } from '../../rule.ts';
import { surroundingTransaction } from '../../surrounding-transaction.ts';

const TABLE = 'CREATE TABLE IF NOT EXISTS notes (id bigint, title text);\n';

/** Reports CONCURRENTLY where a transaction is open: PostgreSQL refuses it there. */
export const concurrentlyInTransaction: Rule = {
	meta: {
		id: 'locking/concurrently-in-transaction',
		summary: 'CONCURRENTLY cannot run inside a transaction.',
		why: 'It waits for other transactions between steps that it commits one by one, so PostgreSQL refuses it inside a transaction block. Most tools open one around each migration.',
		instead:
			'Put the statement into a migration of its own, and mark that as one that runs outside a transaction. The fix adds the marker.',
		dialects: ['postgresql'],
		severity: 'error',
		alsoReleased: false,
		sources: [
			'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
			'https://www.postgresql.org/docs/current/sql-reindex.html',
		],
		peers: ['squawk: ban-concurrent-index-creation-in-transaction', 'atlas: PG103'],
		bad: [
			{
				title: 'An index',
				dialect: 'postgresql',
				files: { '001_notes.sql': TABLE, '002_index.sql': 'CREATE INDEX CONCURRENTLY notes_title ON notes (title);\n' },
			},
			{
				title: 'Between BEGIN and COMMIT',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': `${TABLE}CREATE INDEX IF NOT EXISTS notes_title ON notes (title);\n`,
					'002_drop.sql':
						'-- plumbline:no-transaction\nBEGIN;\nDROP INDEX CONCURRENTLY IF EXISTS notes_title;\nCOMMIT;\n',
				},
			},
		],
		good: [
			{
				title: 'A migration outside a transaction',
				dialect: 'postgresql',
				files: {
					'001_notes.sql': TABLE,
					'002_index.sql':
						'-- plumbline:no-transaction\nCREATE INDEX CONCURRENTLY notes_title ON notes (title);\nREINDEX INDEX CONCURRENTLY notes_title;\n',
				},
			},
		],
	},
	*check(facts: MigrationFacts): Iterable<Report> {
		for (const fact of facts.statements) {
			if (!isConcurrent(fact.statement)) continue;
			const transaction = surroundingTransaction(facts, fact);
			if (transaction === undefined) continue;
			const where =
				transaction === 'own'
					? 'and a BEGIN stands in front of it'
					: 'and nothing says that this migration runs without one';
			const word = /\bconcurrently\b/i.exec(fact.statement.text);
			const start = fact.statement.range.start + (word?.index ?? 0);
			yield {
				uri: fact.script.uri,
				range: fact.toDocument({ start, end: start + 'CONCURRENTLY'.length }),
				message: `CONCURRENTLY cannot run inside a transaction, ${where}.`,
				fixes: transaction === 'own' ? [] : noTransactionFix(facts, fact),
			};
		}
	},
};

/** True for the statements that PostgreSQL refuses in a transaction for this word alone. */
export function isConcurrent({ transactional, kind, text }: Statement): boolean {
	return !transactional && /^(?:create|drop|reindex|alter)\b/.test(kind) && /\bconcurrently\b/i.test(text);
}
