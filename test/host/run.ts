/**
 * `npm run test:host [-- NAME…]`: the suites inside VS Code, then the tests of the package and the journeys. A name is a
 * folder of `suites/`, or the file name of a test below `test/host`; without one everything runs.
 */
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readCounts } from '../counts.ts';
import { bundleSuites } from './bundle-suites.ts';
import { repository } from './repository.ts';
import { runWindow } from './run-window.ts';
import { MissingBrowser } from './vscode/chromium.ts';
import { type VscodeExecutable, vscodeExecutable } from './vscode/executable.ts';
import { runCommand } from './vscode/run-command.ts';

const host = import.meta.dirname;
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const problems: string[] = [];

const temporary = await mkdtemp(join(tmpdir(), 'plumbline-host-'));
process.env.PLUMBLINE_TEST_COUNTS ??= join(temporary, 'counts');
const before = readCounts(process.env.PLUMBLINE_TEST_COUNTS);
try {
	if (!existsSync(join(repository, 'dist', 'extension.cjs'))) throw new Error('Run `npm run build` first.');
	const vscode = await findVscode();
	if (vscode !== undefined) await runWindows(vscode);
	await runMocha(['*.test.ts', ...(vscode === undefined ? [] : journeys())]);
	const { passed, failed } = readCounts(process.env.PLUMBLINE_TEST_COUNTS);
	console.log(`\n${passed - before.passed} passed, ${failed - before.failed} failed in the host tests`);
} finally {
	await rm(temporary, { recursive: true, force: true });
}
for (const problem of problems) console.error(`\n${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Without a browser all the other tests still run; the run fails at its end, where the reason is seen. */
async function findVscode(): Promise<VscodeExecutable | undefined> {
	try {
		return await vscodeExecutable(temporary);
	} catch (error) {
		if (!(error instanceof MissingBrowser)) throw error;
		problems.push(error.message);
		return undefined;
	}
}

async function runWindows(vscode: VscodeExecutable): Promise<void> {
	const windows = globSync('suites/*/window.ts', { cwd: host }).map((path) => basename(join(path, '..')));
	const suites = await bundleSuites();
	for (const name of windows.sort().filter(isWanted)) {
		console.log(`\n# ${name} (in VS Code, ${vscode.kind})`);
		try {
			await runWindow({ name, vscode, suites, temporary: await mkdtemp(join(temporary, `${name}-`)) });
		} catch (error) {
			problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
		}
	}
}

/** Journeys need the server, which VS Code's makers do not offer on Windows outside their own download. */
function journeys(): string[] {
	if (process.platform !== 'win32') return ['journeys/**/*.test.ts'];
	console.log('\nThe journeys do not run on Windows.');
	return [];
}

async function runMocha(patterns: readonly string[]): Promise<void> {
	const files = globSync([...patterns], { cwd: host }).filter((path) => isWanted(basename(path, '.test.ts')));
	if (files.length === 0) return;
	const mocha = join(repository, 'node_modules', 'mocha', 'bin', 'mocha.js');
	const config = ['--config', join(host, '.mocharc.json')];
	try {
		await runCommand(process.execPath, [mocha, ...config, ...files.sort().map((path) => join(host, path))]);
	} catch (error) {
		problems.push(`The tests outside of VS Code failed: ${error instanceof Error ? error.message : error}`);
	}
}
