import type { OpenMode } from '../connection.ts';
import { DatabaseError } from '../database-error.ts';
import { checkNativeSupport } from '../native-support.ts';
import { openBetterSqlite3 } from './better-sqlite3-driver.ts';
import { hasDoubleQuotedStrings } from './double-quoted-strings.ts';
import { loadNodeSqlite, openNodeSqlite } from './node-sqlite-driver.ts';
import { noteOpen, onFile } from './open-files.ts';
import { BLOCKING_WAIT_MS, type Patience, patiently } from './patiently.ts';
import { isSqliteCode } from './sqlite-codes.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteDriver } from './sqlite-driver.ts';
import { cannotOpen, checkFolderForNewFile, inspectSqliteFile, missingFile, notADatabase } from './sqlite-file.ts';
import { copiedPlace, memoryPlace, readingPlace, type SqlitePlace, sharedPlace, writingPlace } from './sqlite-place.ts';

const MEMORY = ':memory:';

export interface SqliteOptions {
	/** Path of better-sqlite3's native binding; absent where its own lookup serves. */
	readonly nativeBinding?: string;
	/** How long to wait for others' locks; 5,000 where absent. */
	readonly busyTimeoutMs?: number;
	/**
	 * Takes `"text"` that names nothing for a string, as SQLite and Python do. Absent: where the database has such
	 * strings in its schema.
	 */
	readonly doubleQuotedStrings?: boolean;
	/** For people; the path where absent. */
	readonly label?: string;
}

/**
 * Opens an SQLite database by its file-system path, or a new one in memory for `:memory:`. In `read` mode no byte of it
 * changes and no file appears beside it; a missing file is made in `create` mode only. Throws `DatabaseMissingError`,
 * `NotADatabaseError`, `DatabaseLockedError`, `DatabaseAccessError`, `NativeModuleUnavailableError`.
 */
export async function openSqlite(path: string, mode: OpenMode, options: SqliteOptions = {}): Promise<SqliteConnection> {
	checkNativeSupport();
	if (path === MEMORY) return await connect(memoryPlace(false), path, options);
	return await onFile(path, async (alreadyOpen, real) => {
		const reads = mode === 'read';
		if (alreadyOpen !== undefined) {
			const place = await sharedPlace(path, alreadyOpen, reads);
			return await connect(place, path, options, { real, wal: alreadyOpen.wal });
		}
		const file = await inspectSqliteFile(path);
		if (file.kind === 'missing') {
			if (mode !== 'create') throw missingFile(path);
			await checkFolderForNewFile(path);
		}
		const wal = file.kind === 'database' && file.wal;
		if (!reads) return await connect(writingPlace(path, mode === 'create'), path, options, { real, wal });
		if (file.kind !== 'database') return await connect(memoryPlace(true), path, options);
		try {
			return await connect(await readingPlace(path, wal), path, options, { real, wal });
		} catch (error) {
			if (!(error instanceof DatabaseError) || !isHalfWritten(error)) throw error;
			// What a crashed program left half written must be taken back before it can be read: on a copy.
			return await connect(await copiedPlace(path), path, options);
		}
	});
}

/** `inPlace` is the file that is opened, where it is the database itself. */
async function connect(
	place: SqlitePlace,
	path: string,
	options: SqliteOptions,
	inPlace?: { readonly real: string; readonly wal: boolean },
): Promise<SqliteConnection> {
	const patience = { busyTimeoutMs: options.busyTimeoutMs ?? 5000, label: options.label ?? path };
	let driver: SqliteDriver | undefined;
	try {
		driver = await openDriver(place, options, patience);
		if (place.queryOnly) driver.run('PRAGMA query_only = ON', [], false);
		const noteClosed =
			inPlace === undefined || place.isCopy
				? undefined
				: noteOpen(inPlace.real, { library: driver.name, wal: inPlace.wal });
		return new SqliteConnection(driver, {
			...patience,
			async cleanUp() {
				noteClosed?.();
				await place.cleanUp();
			},
			...(path !== MEMORY && { file: path }),
		});
	} catch (error) {
		driver?.close();
		await place.cleanUp();
		throw inWordsForPeople(error, path);
	}
}

/** Opens the library that serves this database, and reads enough of it to know that it is one. */
async function openDriver(place: SqlitePlace, options: SqliteOptions, patience: Patience): Promise<SqliteDriver> {
	const { location, readOnly } = place;
	const busyTimeoutMs = Math.min(BLOCKING_WAIT_MS, patience.busyTimeoutMs);
	const openOwn = () => openNodeSqlite(location, { readOnly, busyTimeoutMs });
	if (place.driver === 'node:sqlite' || (options.doubleQuotedStrings === true && !place.isShared)) {
		return await checked(await openOwn(), patience);
	}
	const driver = await openBetterSqlite3(location, {
		readOnly,
		mustExist: !place.create,
		busyTimeoutMs,
		...(options.nativeBinding !== undefined && { nativeBinding: options.nativeBinding }),
	});
	await checked(driver, patience);
	if (place.isShared || options.doubleQuotedStrings === false) return driver;
	if (!hasDoubleQuotedStrings(definitionsOf(driver)) || (await loadNodeSqlite()) === undefined) return driver;
	driver.close();
	return await openOwn();
}

/** SQLite opens anything, and looks at it only when it is asked something. */
async function checked(driver: SqliteDriver, patience: Patience): Promise<SqliteDriver> {
	try {
		await patiently(() => driver.run('SELECT count(*) FROM sqlite_schema', [], false), patience);
		return driver;
	} catch (error) {
		driver.close();
		throw error;
	}
}

function definitionsOf(driver: SqliteDriver): readonly string[] {
	const { rows } = driver.run('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL', [], false);
	const definitions = rows.map(([sql]) => String(sql));
	return definitions.some((definition) => definition.includes('"')) ? definitions : [];
}

function isHalfWritten({ code }: DatabaseError): boolean {
	return isSqliteCode(code, 'SQLITE_READONLY') || code === 'SQLITE_BUSY_RECOVERY' || code === 'SQLITE_CANTOPEN';
}

function inWordsForPeople(error: unknown, path: string): unknown {
	if (!(error instanceof DatabaseError)) return error;
	if (isSqliteCode(error.code, 'SQLITE_NOTADB')) return notADatabase(path, error);
	if (isSqliteCode(error.code, 'SQLITE_CANTOPEN')) return cannotOpen(path, error);
	return error;
}
