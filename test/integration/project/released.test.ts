import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { releasedFiles } from '../../../src/project/released.ts';
import { uriOfPath } from '../../../src/project/uri.ts';

const run = promisify(execFile);

describe('what git says is released', () => {
	let folder: string;
	const git = async (...args: string[]) =>
		run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });
	const commit = async (name: string) => {
		await writeFile(path.join(folder, 'my migrations', name), '');
		await git('add', '.');
		await git('commit', '--quiet', '-m', name);
	};
	const released = async () => {
		const answer = await releasedFiles(uriOfPath(path.join(folder, 'my migrations')));
		return (
			answer && {
				base: answer.base,
				names: [...answer.uris].map((uri) => decodeURIComponent(uri.split('/').at(-1) ?? '')),
			}
		);
	};

	beforeEach(async () => {
		folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'plumbline-git-')));
		await mkdir(path.join(folder, 'my migrations'));
	});
	afterEach(async () => rm(folder, { recursive: true, force: true }));

	it('cannot say anything without a repository, or without a commit', async () => {
		assert.equal(await released(), undefined);
		await git('init', '--quiet', '--initial-branch=main');
		assert.equal(await released(), undefined);
	});

	it('counts what the branch forked from, and not what it added', async () => {
		await git('init', '--quiet', '--initial-branch=main');
		await commit('001 é.sql');
		await git('switch', '--quiet', '-c', 'feature');
		await commit('002_b.sql');
		assert.deepEqual(await released(), { base: 'main', names: ['001 é.sql'] });
	});

	it('does not count what came to the base branch after the fork', async () => {
		await git('init', '--quiet', '--initial-branch=main');
		await commit('001_a.sql');
		await git('switch', '--quiet', '-c', 'feature');
		await git('switch', '--quiet', 'main');
		await commit('003_c.sql');
		await git('switch', '--quiet', 'feature');
		assert.deepEqual((await released())?.names, ['001_a.sql']);
	});

	it('cannot say anything where no branch is the base', async () => {
		await git('init', '--quiet', '--initial-branch=trunk');
		await commit('001_a.sql');
		assert.equal(await released(), undefined);
	});
});
