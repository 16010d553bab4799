import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { realPathOf } from './sqlite/open-files.ts';

/** How many backups of one database are kept. */
const KEPT_BACKUPS = 3;

/** Ends the name of a copy that is being made, or that its process did not live to finish. */
const PARTIAL = '.partial';

/** Where the copy of one database goes: under a name that is no backup's until it was found whole. */
export interface BackupFile {
	/** The file to copy into; it is there, empty, and only this user can read it. */
	readonly partial: string;
	/** Gives the copy its name, and returns its path. */
	keep(): Promise<string>;
}

/**
 * Makes an empty file for a backup of `file`. Names are `app-1f0c9a3e-20261120211055123.db`: the database's own name, what tells its
 * path from others (an environment may be many files called `app.db`), and the time in UTC.
 */
export async function reserveBackup(folder: string, file: string): Promise<BackupFile> {
	const { stem, ext } = await namesOf(file);
	const time = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
	for (let number = 1; ; number++) {
		const target = path.join(folder, `${stem}-${time}${number === 1 ? '' : `-${number}`}${ext}`);
		const partial = `${target}${PARTIAL}`;
		if (!(await isMade(partial))) continue;
		if (await exists(target)) {
			await rm(partial, { force: true });
			continue;
		}
		return {
			partial,
			async keep() {
				await rename(partial, target);
				return target;
			},
		};
	}
}

/**
 * Removes all but the newest backups of `file`, and what killed processes left of others. To be called once `newest` was found whole,
 * and under the runner's lock, so that no other backup of this database is being made. Touches nothing but files that bear the names
 * which `reserveBackup` gives for this very database. What cannot be removed stays.
 */
export async function removeOldBackups(folder: string, file: string, newest: string): Promise<void> {
	const { stem, ext } = await namesOf(file);
	const own: { readonly name: string; readonly time: string; readonly number: number; readonly whole: boolean }[] = [];
	for (const entry of await readdir(folder, { withFileTypes: true })) {
		const whole = !entry.name.endsWith(PARTIAL);
		const name = whole ? entry.name : entry.name.slice(0, -PARTIAL.length);
		if (!entry.isFile() || !name.startsWith(`${stem}-`) || !name.endsWith(ext)) continue;
		const match = /^(\d{17})(?:-(\d+))?$/.exec(name.slice(stem.length + 1, name.length - ext.length));
		if (match?.[1] === undefined || entry.name === path.basename(newest)) continue;
		own.push({ name: entry.name, time: match[1], number: Number(match[2] ?? 1), whole });
	}
	const older = own.filter(({ whole }) => whole);
	older.sort((a, b) => (a.time === b.time ? b.number - a.number : a.time < b.time ? 1 : -1));
	const surplus = [...older.slice(KEPT_BACKUPS - 1), ...own.filter(({ whole }) => !whole)];
	// The new backup is there whatever becomes of these: a file that somebody has open on Windows is removed the next time.
	await Promise.allSettled(surplus.map(({ name }) => rm(path.join(folder, name), { force: true })));
}

async function namesOf(file: string): Promise<{ readonly stem: string; readonly ext: string }> {
	const real = await realPathOf(file);
	const { name, ext } = path.parse(real);
	const place = createHash('sha256').update(real).digest('hex').slice(0, 8);
	return { stem: `${name}-${place}`, ext };
}

/** False where it is there already. */
async function isMade(file: string): Promise<boolean> {
	try {
		await (await open(file, 'wx', 0o600)).close();
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
}

async function exists(file: string): Promise<boolean> {
	try {
		await stat(file);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
		throw error;
	}
}
