import type { Connection, OpenMode } from '../../database/connection.ts';
import { DatabaseMissingError } from '../../database/database-error.ts';
import { openPostgresql } from '../../database/postgresql/open-postgresql.ts';
import { openSqlite } from '../../database/sqlite/open-sqlite.ts';
import { checkFolderForNewFile } from '../../database/sqlite/sqlite-file.ts';
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

/**
 * Opens a database for reading. With `standIn`, a local file that nobody made yet is stood for by an empty database in
 * memory; nothing is made on the disk. Where it could not be made either, that is thrown.
 */
export async function openForReading(target: DatabaseTarget, standIn: boolean): Promise<Connection> {
	try {
		return await openTarget(target, 'read');
	} catch (error) {
		const notMadeYet = error instanceof DatabaseMissingError && target.dialect === 'sqlite';
		if (!notMadeYet || !standIn) throw error;
		await checkFolderForNewFile(target.location);
		return openTarget({ ...target, location: ':memory:' }, 'create');
	}
}

/** Opens a database, works with it, and closes it, however the work ends. */
export async function withConnection<T>(
	opening: Promise<Connection>,
	work: (connection: Connection) => Promise<T>,
): Promise<T> {
	const connection = await opening;
	try {
		return await work(connection);
	} finally {
		await connection.close();
	}
}
