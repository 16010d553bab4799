// Measures what people wait for, on this machine as it is: `npm run bench`. Directories are made in a temporary folder.
// What it prints is for comparing within one run; nothing here passes or fails by time.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { generateDirectory, generateLongFile } from './generate-directory.ts';
import { measureKeystrokes } from './keystrokes.ts';
import { type Measured, measureProcess } from './measure-process.ts';
import { printTable } from './print-table.ts';

const RUNS = 3;
const dist = path.join(import.meta.dirname, '..', '..', 'dist');
const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'));

try {
	const load = loadavg()
		.map((each) => each.toFixed(1))
		.join(' ');
	console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${load}; the best of ${RUNS} runs each`);
	await lintDirectories([684, 3700]);
	await typeInto();
} finally {
	rmSync(folder, { recursive: true, force: true });
}

async function lintDirectories(counts: readonly number[]): Promise<void> {
	const squawk = findSquawk();
	const rows: string[][] = [];
	for (const count of counts) {
		const project = path.join(folder, `${count}`);
		generateDirectory(project, count);
		const files = readdirSync(path.join(project, 'migrations')).map((name) => path.join('migrations', name));
		// Both report what they find, which is not the same: squawk reads each file alone, and replays nothing.
		const ours = await best(() => measureProcess(process.execPath, [path.join(dist, 'plumbline.js'), 'lint'], project));
		const theirs = squawk === undefined ? undefined : await best(() => measureProcess(squawk, files, project));
		rows.push([`${count} files, plumbline`, ...cells(ours), theirs ? (ours.wall / theirs.wall).toFixed(1) : '–']);
		if (theirs !== undefined) rows.push([`${count} files, squawk`, ...cells(theirs), '1.0']);
	}
	printTable('lint', ['directory', 'wall s', 'peak MB', 'times squawk'], rows);
	if (squawk === undefined) console.log('squawk-cli has no binary for this platform.');
}

async function typeInto(): Promise<void> {
	const server = path.join(dist, 'server.js');
	const rows: string[][] = [];
	for (const lines of [600, 6000]) {
		const project = path.join(folder, `long-${lines}`);
		generateLongFile(project, lines);
		rows.push([`${lines} lines of DDL`, ...(await latency(server, project, 1))]);
	}
	const project = path.join(folder, 'newest');
	generateDirectory(project, 1000);
	rows.push(['newest of 1000 migrations', ...(await latency(server, project, 1000))]);
	printTable('keystroke to diagnostics', ['document', 'p50 ms', 'p95 ms', 'first ms'], rows);
}

async function latency(server: string, project: string, migration: number): Promise<string[]> {
	const { p50, p95, first } = await measureKeystrokes(server, project, migration);
	return [p50, p95, first].map((each) => each.toFixed(1));
}

async function best(run: () => Promise<Measured>): Promise<Measured> {
	const all: Measured[] = [];
	for (let at = 0; at < RUNS; at++) all.push(await run());
	// Findings end with 1: all else means that the work was not done.
	const failed = all.find(({ status }) => status !== 0 && status !== 1);
	if (failed !== undefined) throw new Error(`a measured command ended with ${failed.status}`);
	return all.reduce((least, each) => (each.wall < least.wall ? each : least));
}

function cells({ wall, peakMemory }: Measured): string[] {
	return [(wall / 1000).toFixed(2), peakMemory === undefined ? '–' : (peakMemory / 1024 / 1024).toFixed(0)];
}

/** The binary itself, without the script that starts it. Its packages are one a platform, and npm may leave them out. */
function findSquawk(): string | undefined {
	const own = createRequire(createRequire(import.meta.url).resolve('squawk-cli/package.json'));
	try {
		const manifest = own.resolve(`@squawk-cli/${process.platform}-${process.arch}/package.json`);
		const name = process.platform === 'win32' ? 'squawk.exe' : 'squawk';
		const binary = path.join(path.dirname(manifest), 'bin', name);
		return existsSync(binary) ? binary : undefined;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
		throw error;
	}
}
