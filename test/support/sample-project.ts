import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A project in a temporary folder, with a space in its name as people have them. */
export interface SampleProject extends AsyncDisposable {
	/** File-system path. */
	readonly folder: string;
	/** As a URI. */
	readonly root: string;
	write(name: string, text: string): Promise<void>;
	pathOf(name: string): string;
}

/** Makes a project of these files, named with `/` from its root. Disposing it removes everything. */
export async function sampleProject(files: Readonly<Record<string, string>>): Promise<SampleProject> {
	const folder = await mkdtemp(path.join(tmpdir(), 'plumbline sample '));
	const pathOf = (name: string) => path.join(folder, ...name.split('/'));
	const write = async (name: string, text: string) => {
		await mkdir(path.dirname(pathOf(name)), { recursive: true });
		await writeFile(pathOf(name), text);
	};
	for (const [name, text] of Object.entries(files)) await write(name, text);
	return {
		folder,
		root: pathToFileURL(folder).href,
		write,
		pathOf,
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

/** `plumbline.json` for SQLite migrations in `migrations/`, with one environment `dev`. */
export const sqliteConfiguration = JSON.stringify({
	migrations: [{ path: 'migrations', dialect: 'sqlite' }],
	environments: { dev: { url: 'sqlite:dev.db' } },
});
