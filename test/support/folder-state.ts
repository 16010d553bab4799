import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Every file below a folder with the hash of its bytes: equal where nothing was written. */
export function folderState(folder: string): Readonly<Record<string, string>> {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
	return Object.fromEntries(
		files
			.filter((name) => !statSync(path.join(folder, name)).isDirectory())
			.map((name) => [
				name,
				createHash('sha256')
					.update(readFileSync(path.join(folder, name)))
					.digest('hex'),
			]),
	);
}

/** Runs `work` in a new empty folder, which is removed afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'plumbline test '));
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
