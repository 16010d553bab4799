import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeOldBackups, reserveBackup } from './backup-files.ts';
import type { Connection, Value } from './connection.ts';
import { DatabaseError } from './database-error.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { cannotOpen } from './sqlite/sqlite-file.ts';

/** A backup that was read back and found whole. */
export interface Backup {
	/** File-system path. */
	readonly path: string;
	readonly bytes: number;
}

/** No backup could be made, so nothing may be written. */
export class BackupFailedError extends DatabaseError {
	override readonly name = 'BackupFailedError';
}

export interface BackupOptions {
	/** Where backups go: `.plumbline/backups` of the project. Made where it is missing. */
	readonly folder: string;
	/** Path of better-sqlite3's native binding; absent where its own lookup serves. */
	readonly nativeBinding?: string;
	/** How long to wait for others' locks; 5,000 where absent. */
	readonly busyTimeoutMs?: number;
}

/**
 * Copies an SQLite database while others may use it, reads the copy back, and only then removes the oldest of its earlier backups: three stay.
 * Returns undefined where there is nothing to lose: no file, or one without bytes. Throws `BackupFailedError` where the copy is
 * not whole.
 */
export async function backupSqlite(file: string, options: BackupOptions): Promise<Backup | undefined> {
	if (!(await hasBytes(file))) return undefined;
	await mkdir(options.folder, { recursive: true, mode: 0o700 });
	await ignoreInGit(path.dirname(options.folder));
	const { partial, keep } = await reserveBackup(options.folder, file);
	let backup: Backup;
	try {
		const counted = await copyPages(file, partial, options);
		await check(file, partial, counted, options);
		await chmod(partial, 0o600);
		const { size } = await stat(partial);
		backup = { path: await keep(), bytes: size };
	} catch (error) {
		await rm(partial, { force: true });
		if (error instanceof BackupFailedError) throw error;
		const reason = error instanceof Error ? error.message : String(error);
		throw new BackupFailedError(`${file} could not be backed up, so nothing was written to it: ${reason}`, {
			cause: error,
		});
	}
	await removeOldBackups(options.folder, file, backup.path);
	return backup;
}

/** Asked by path: opening the file, and closing it again, would cost a connection in this process its locks. */
async function hasBytes(file: string): Promise<boolean> {
	try {
		return (await stat(file)).size > 0;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
		throw cannotOpen(file, error);
	}
}

/** `.plumbline/` ignores itself. */
async function ignoreInGit(folder: string): Promise<void> {
	if (path.basename(folder) !== '.plumbline') return;
	try {
		await writeFile(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' });
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
}

/** How many rows each table had, and whether nobody wrote meanwhile, so that the copy must have as many. */
interface Counted {
	readonly rows: ReadonlyMap<string, number>;
	readonly undisturbed: boolean;
}

/**
 * A connection of its own that only reads: `backup()` on one inside a transaction, or while somebody holds the file
 * exclusively, ends well without having copied a page.
 */
async function copyPages(file: string, target: string, options: BackupOptions): Promise<Counted> {
	const source = await openSqlite(file, 'read', options);
	try {
		const version = await dataVersion(source);
		const rows = await countRows(source);
		if ((await source.backup(target)) === 0) {
			throw new BackupFailedError(
				`${file} could not be backed up, so nothing was written to it: another program holds it. Close that program and try again.`,
			);
		}
		return { rows, undisturbed: (await dataVersion(source)) === version };
	} finally {
		await source.close();
	}
}

/** Another number where another connection has written: https://www.sqlite.org/pragma.html#pragma_data_version */
async function dataVersion(connection: Connection): Promise<Value | undefined> {
	return (await connection.query('PRAGMA data_version')).rows[0]?.[0];
}

async function check(file: string, target: string, counted: Counted, options: BackupOptions): Promise<void> {
	const copy = await openSqlite(target, 'read', options);
	try {
		// Rows that break a CHECK were like that before: they do not make the copy a bad one.
		await copy.query('PRAGMA ignore_check_constraints = ON');
		const report = (await copy.query('PRAGMA integrity_check')).rows;
		if (report[0]?.[0] !== 'ok') {
			throw new BackupFailedError(
				`The backup of ${file} is not whole, so nothing was written: ${String(report[0]?.[0])}. ` +
					'The database itself may be damaged: check it with PRAGMA integrity_check.',
			);
		}
		if (!counted.undisturbed) return;
		for (const [table, rows] of counted.rows) {
			const found = await countOf(copy, table);
			if (found === rows) continue;
			throw new BackupFailedError(
				`The backup of ${file} has ${found} rows in ${table}, where the database has ${rows}, so nothing was written.`,
			);
		}
	} finally {
		await copy.close();
	}
}

async function countRows(connection: Connection): Promise<ReadonlyMap<string, number>> {
	// Not those of virtual tables, whose module may not be there; their rows are in ordinary tables beside them.
	const tables = await connection.query(
		"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')",
	);
	const counts = new Map<string, number>();
	for (const [name] of tables.rows) counts.set(String(name), await countOf(connection, String(name)));
	return counts;
}

async function countOf(connection: Connection, table: string): Promise<number> {
	const { rows } = await connection.query(`SELECT count(*) FROM main."${table.replaceAll('"', '""')}"`);
	return Number(rows[0]?.[0]);
}
