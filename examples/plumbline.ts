import { spawn } from 'node:child_process';
import path from 'node:path';

/** How a command ended, and what it printed: its result, and beside that what it told on the way. */
export interface CommandResult {
	readonly status: number | null;
	readonly output: string;
	readonly notes: string;
}

const COMMAND_LINE = path.join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');

/**
 * Runs `plumbline` from its sources in a folder, as a process of its own: what a person would see, with colours where this
 * process writes to a terminal. With `live`, what it tells on the way goes to standard error at once: a progress bar.
 */
export function runPlumbline(folder: string, args: readonly string[], live = false): Promise<CommandResult> {
	const coloured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [COMMAND_LINE, ...args], {
			cwd: folder,
			env: { ...process.env, ...(coloured && { FORCE_COLOR: '1' }) },
			stdio: ['ignore', 'pipe', live ? 'inherit' : 'pipe'],
		});
		let [output, notes] = ['', ''];
		child.stdout?.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			notes += text;
		});
		child.once('error', reject);
		child.once('close', (status) => resolve({ status, output, notes }));
	});
}

/** The parts of `plumbline lint --format json` that the story reads; docs/cli.md has the whole. */
export interface LintOutput {
	readonly findings: readonly ReportedFinding[];
	readonly summary: { readonly errors: number; readonly warnings: number };
}

export interface ReportedFinding {
	readonly rule: string;
	readonly severity: string;
	readonly message: string;
	readonly path: string;
	readonly fixes: readonly ReportedFix[];
}

export interface ReportedFix {
	readonly title: string;
	readonly edits: readonly ReportedEdit[];
	readonly rename?: { readonly from: string; readonly to: string };
}

export interface ReportedEdit {
	readonly path: string;
	readonly offsets: { readonly start: number; readonly end: number };
	readonly newText: string;
}
