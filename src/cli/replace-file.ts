import { rename, stat, writeFile } from 'node:fs/promises';

/** Writes a text beside a file and renames, so that a crash leaves the old text or the new one. Keeps the file's mode. */
export async function replaceFile(path: string, text: string): Promise<void> {
	const beside = `${path}.plumbline-${process.pid}`;
	await writeFile(beside, text, { mode: (await stat(path)).mode });
	await rename(beside, path);
}
