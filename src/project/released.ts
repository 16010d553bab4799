import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canonicalUri, joinUri, pathOfUri } from './uri.ts';

const run = promisify(execFile);

/** What is known of a folder's files. */
export interface ReleasedFiles {
	/** The branch that counts as released: `origin/main`. */
	readonly base: string;
	/** URIs of the files that are on it. */
	readonly uris: ReadonlySet<string>;
}

/** Says which files below a folder are released; undefined where nobody can say. */
export type ReleasedLookup = (folder: string) => Promise<ReleasedFiles | undefined>;

/**
 * Asks git which files below `folder` are on the base branch already (those of the merge base with it). Returns
 * undefined where there is no git, no repository, no such branch, or no common history (a shallow clone): then nothing counts as
 * released. Spawns processes, so it is only called in trusted workspaces.
 */
export async function releasedFiles(folder: string): Promise<ReleasedFiles | undefined> {
	const cwd = pathOfUri(folder);
	const git = async (...args: readonly string[]): Promise<string | undefined> => {
		try {
			return (await run('git', args, { cwd, maxBuffer: 64 * 1024 * 1024, windowsHide: true })).stdout;
		} catch {
			// Every failure has the same meaning here: git cannot tell.
			return undefined;
		}
	};
	const base = await baseBranch(git);
	if (base === undefined) return undefined;
	const mergeBase = (await git('merge-base', 'HEAD', base))?.trim();
	if (mergeBase === undefined || mergeBase === '') return undefined;
	const listed = await git('ls-tree', '-r', '-z', '--name-only', mergeBase, '.');
	if (listed === undefined) return undefined;
	const names = listed.split('\0').filter((name) => name !== '');
	return { base, uris: new Set(names.map((name) => canonicalUri(joinUri(folder, name)))) };
}

async function baseBranch(git: (...args: string[]) => Promise<string | undefined>): Promise<string | undefined> {
	const remote = (await git('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'))?.trim();
	const candidates = [remote, 'origin/main', 'origin/master', 'main', 'master'];
	for (const name of candidates) {
		if (name !== undefined && name !== '' && (await git('rev-parse', '--verify', '--quiet', `${name}^{commit}`)))
			return name;
	}
	return undefined;
}
