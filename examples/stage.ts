import path from 'node:path';
import { processTerminal } from '../src/cli/terminal.ts';
import { type CommandResult, type ReportedFinding, runPlumbline } from './plumbline.ts';
import type { ChangedFile } from './take-fix.ts';

/** As the command line decides: in colour only on a terminal, in CI too. */
const { colours } = processTerminal();

/** A step of the story that did not go as told. */
export class StoryError extends Error {
	override readonly name = 'StoryError';
}

/** Where the story is told: commands with what they print, and a few words between them. */
export class Stage {
	readonly folder: string;
	#chapter = 0;

	constructor(folder: string) {
		this.folder = folder;
	}

	chapter(title: string): void {
		this.#chapter += 1;
		print(`\n${colours.bold(`${this.#chapter}  ${title}`)}`);
	}

	say(text: string): void {
		print(`   ${text}`);
	}

	/** Runs a command in the open; throws where it does not end with `status`. `abridge` may fold what is long. */
	async show(args: readonly string[], status: number, abridge = (output: string) => output): Promise<void> {
		this.#echo(args);
		const result = await runPlumbline(this.folder, args);
		this.#quote(result.notes + abridge(result.output));
		if (result.status !== status) throw endedOtherwise(args, result, `${status}`);
	}

	/** As `show`, for a command with a progress bar. */
	async showLive(args: readonly string[], status: number): Promise<void> {
		this.#echo(args);
		const result = await runPlumbline(this.folder, args, true);
		this.#quote(result.output);
		if (result.status !== status) throw endedOtherwise(args, result, `${status}`);
	}

	/** Runs a command in silence and returns its JSON. A status of 2 means that it could not do what was asked. */
	async read<T>(args: readonly string[]): Promise<T> {
		const result = await runPlumbline(this.folder, [...args, '--format', 'json']);
		if (result.status !== 0 && result.status !== 1) {
			this.#quote(result.notes);
			throw endedOtherwise(args, result, '0 or 1');
		}
		return JSON.parse(result.output) as T;
	}

	/** Says which finding gets which fix. */
	tellFix(finding: ReportedFinding, fix: string): void {
		const file = path.posix.basename(finding.path);
		print(`   ${colours.green('✓')} ${colours.bold(file)} ${colours.dim(finding.rule)}`);
		print(`     ${fix}`);
	}

	/** Shows what a fix changed, line by line. */
	showChanges(changes: readonly ChangedFile[]): void {
		for (const { path: file, lines, renamedTo } of changes) {
			for (const { sign, text } of lines) print(`     ${paint(sign)(`${sign} ${text}`)}`);
			if (renamedTo !== undefined) print(`     ${file} → ${colours.green(path.posix.basename(renamedTo))}`);
		}
	}

	#echo(args: readonly string[]): void {
		print(`   ${colours.dim('$')} plumbline ${args.join(' ')}`);
	}

	#quote(output: string): void {
		for (const line of output.trimEnd().split('\n')) print(`   ${line}`.trimEnd());
	}
}

/** Throws where something that the story tells is not so. */
export function holds(condition: boolean, what: string): asserts condition {
	if (!condition) throw new StoryError(what);
}

export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

function paint(sign: '-' | '+'): (text: string) => string {
	return sign === '-' ? colours.red : colours.green;
}

function endedOtherwise(args: readonly string[], { status }: CommandResult, expected: string): StoryError {
	return new StoryError(`\`plumbline ${args.join(' ')}\` ended with status ${status} instead of ${expected}`);
}
