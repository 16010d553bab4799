import type { Connection, OpenMode } from '../../database/connection.ts';
import { openPostgresql } from '../../database/postgresql/open-postgresql.ts';
import { openSqlite } from '../../database/sqlite/open-sqlite.ts';
import { findAssets } from '../assets.ts';
import type { DatabaseTarget } from './database-target.ts';

/** What migrations want of SQLite beyond what the database itself tells. */
export interface SqliteNeeds {
	readonly doubleQuotedStrings?: true;
}

/** Opens a database. Throws `DatabaseError`s whose messages name it and say what to do. */
export async function openTarget(target: DatabaseTarget, mode: OpenMode, needs: SqliteNeeds = {}): Promise<Connection> {
	if (target.dialect === 'postgresql') {
		return openPostgresql(target.location, mode, { label: target.label });
	}
	const { sqliteBinding } = findAssets();
	return openSqlite(target.location, mode, {
		label: target.label,
		...(sqliteBinding !== undefined && { nativeBinding: sqliteBinding }),
		...needs,
	});
}

/** Opens an empty database in memory, to stand for a file that is not there yet. */
export async function openMissing(target: DatabaseTarget): Promise<Connection> {
	return openTarget({ ...target, location: ':memory:' }, 'create');
}
