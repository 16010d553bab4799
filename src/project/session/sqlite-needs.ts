import { hasDoubleQuotedStrings } from '../../database/sqlite/double-quoted-strings.ts';
import { loadNodeSqlite } from '../../database/sqlite/node-sqlite-driver.ts';
import type { MigrationSet } from './migration-set.ts';
import type { SqliteNeeds } from './open-target.ts';

/**
 * Finds out whether migrations were written for an SQLite that takes `"text"` for a string, as its own shell and Python's do:
 * https://www.sqlite.org/quirks.html#dblquote. Where this Node has no such SQLite, SQLite itself says what is wrong.
 */
export async function sqliteNeeds(set: MigrationSet): Promise<SqliteNeeds> {
	if (set.dialect.name !== 'sqlite') return {};
	const fragments = set.migrations.flatMap(({ text }) =>
		[text.upgrade, text.downgrade].flatMap((script) => script?.fragments ?? []),
	);
	if (!fragments.some(({ text }) => text.includes('"'))) return {};
	const statements = fragments.flatMap(({ text }) => set.dialect.read(text).map((statement) => statement.text));
	if (!hasDoubleQuotedStrings(statements)) return {};
	return (await loadNodeSqlite()) === undefined ? {} : { doubleQuotedStrings: true };
}
