import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { runCommand } from './run-command.ts';

/**
 * The code-server release whose `lib/vscode` is a complete VS Code (1.139.1) with its workbench, from the npm registry alone.
 * Its own web server is not used.
 */
const release = '4.139.1';
const vscodeInside = join('node_modules', 'code-server', 'lib', 'vscode');
const staleAfterMs = 60 * 60 * 1000;

/**
 * Returns the folder of a VS Code server, installing it into the cache on the first run.
 * Two first runs at once are safe: each installs into a folder of its own, and the first rename wins.
 */
export async function installCodeServer(): Promise<string> {
	const installed = join(cacheFolder(), `code-server-${release}`);
	const vscode = join(installed, vscodeInside);
	if (existsSync(vscode)) return vscode;

	await mkdir(cacheFolder(), { recursive: true });
	await removeAbandonedInstalls();
	const partial = `${installed}.partial-${process.pid}-${Date.now()}`;
	await mkdir(partial);
	try {
		await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
		// No install scripts: those compile node-pty and the like, which need a compiler and serve only terminals.
		const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
		await npm(['install', `code-server@${release}`, ...quiet], partial);
		await npm(['install', '--omit=dev', ...quiet], join(partial, vscodeInside));
		await rename(partial, installed);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		if (!existsSync(vscode)) throw error;
	}
	return vscode;
}

/** A first run that was killed leaves its half behind; an hour later nobody can still be working on it. */
async function removeAbandonedInstalls(): Promise<void> {
	for (const name of await readdir(cacheFolder())) {
		if (!name.includes('.partial-')) continue;
		const folder = join(cacheFolder(), name);
		const age = Date.now() - (await stat(folder)).mtimeMs;
		if (age > staleAfterMs) await rm(folder, { recursive: true, force: true });
	}
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
	// The settings of the `npm run` that we are part of (its package, its prefix) must not reach this other project.
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/i.test(name)));
	delete env.npm_config_local_prefix;
	const cli = process.env.npm_execpath;
	if (cli?.endsWith('.js') === true) await runCommand(process.execPath, [cli, ...args], { cwd, env });
	else if (process.platform === 'win32') {
		const bundled = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
		await runCommand(process.execPath, [bundled, ...args], { cwd, env });
	} else await runCommand('npm', args, { cwd, env });
}
