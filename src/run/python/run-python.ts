import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TextRange } from '../../sql/text-range.ts';
import { migrationLabel } from '../loaded-migration.ts';
import { MigrationFailedError, RunCancelledError } from '../run-failed.ts';
import { childEnvironment } from './child-environment.ts';
import type { CodeRun, CodeRunner } from './code-runner.ts';
import type { PythonInterpreter } from './find-python.ts';
import { linesOf } from './lines-of.ts';
import { CallServer } from './serve-calls.ts';
import type { ChildFailure, FromChild, Job } from './wire-messages.ts';

export interface PythonOptions {
	readonly interpreter: PythonInterpreter;
	/** File-system path of `host.py`. */
	readonly host: string;
	/** File-system path of the project root: the working directory, and where imports are looked for first. */
	readonly root: string;
	readonly environment: NodeJS.ProcessEnv;
}

/** Returns what runs the functions of Python migrations with one interpreter. */
export function pythonRunner(options: PythonOptions): CodeRunner {
	return (run) => new PythonRun(options, run).finish();
}

/** One function of one migration, in one child process. */
class PythonRun {
	readonly #options: PythonOptions;
	readonly #run: CodeRun;
	readonly #calls: CallServer;
	#unfinishedLine = '';

	constructor(options: PythonOptions, run: CodeRun) {
		this.#options = options;
		this.#run = run;
		let statements = 0;
		this.#calls = new CallServer(run.connection, run.dialect, (ms) => {
			run.onStatement(statements, ms);
			statements += 1;
		});
	}

	/** Starts the child, serves it, and resolves when its function returned. Whatever happens, the child is gone then. */
	async finish(): Promise<void> {
		const { signal } = this.#run;
		if (signal.aborted) throw new RunCancelledError('cancelled before the script began');
		const { interpreter, host, root, environment } = this.#options;
		const child = spawn(interpreter.command, [...interpreter.args, host], {
			cwd: root,
			env: childEnvironment(environment),
			stdio: ['pipe', 'pipe', 'pipe'],
			windowsHide: true,
		});
		const kill = () => child.kill('SIGKILL');
		signal.addEventListener('abort', kill, { once: true });
		try {
			await this.#serve(child);
		} catch (error) {
			if (signal.aborted) throw new RunCancelledError('cancelled in a script', { cause: error });
			throw error instanceof MigrationFailedError
				? error
				: this.#failed(error instanceof Error ? error.message : String(error));
		} finally {
			signal.removeEventListener('abort', kill);
			kill();
			if (this.#unfinishedLine !== '') this.#output('\n');
		}
	}

	/** Serves calls one after the other; never returns while one is under way, for what follows is COMMIT or ROLLBACK. */
	async #serve(child: ChildProcessWithoutNullStreams): Promise<void> {
		const ended = endOf(child);
		child.stderr.setEncoding('utf8').on('data', (text: string) => this.#output(text));
		child.stdin.on('error', () => {
			// The child is gone; how it ended is told by `endOf`.
		});
		send(child, this.#job());
		for await (const line of linesOf(child.stdout)) {
			const message = JSON.parse(line) as FromChild;
			switch (message.op) {
				case 'output':
					this.#output(message.text);
					break;
				case 'done':
					return;
				case 'failed':
					throw this.#exception(message);
				default:
					send(child, await this.#calls.answer(message));
			}
		}
		throw await ended;
	}

	/** Hands output on by whole lines. */
	#output(text: string): void {
		const lines = (this.#unfinishedLine + text).split('\n');
		this.#unfinishedLine = lines.pop() ?? '';
		if (lines.length > 0) this.#run.onOutput(lines.join('\n').replaceAll('\r', ''));
	}

	#job(): Job {
		const { step, functionName, dialect } = this.#run;
		return {
			file: fileURLToPath(step.script.uri),
			source: step.migration.source.replace(/^\uFEFF/, ''),
			function: functionName,
			dialect: dialect.name,
			root: this.#options.root,
		};
	}

	#exception({ type, message, database, code, line, traceback }: ChildFailure): MigrationFailedError {
		if (traceback !== null) this.#output(traceback);
		return this.#failed(database ? message : message === '' ? type : `${type}: ${message}`, line, code);
	}

	#failed(words: string, line: number | null = null, code: string | null = null): MigrationFailedError {
		const { step } = this.#run;
		const { source } = step.migration;
		const range = line === null ? (step.script.functionName?.range ?? step.script.range) : lineRange(source, line);
		return new MigrationFailedError({
			message: `${migrationLabel(step.migration)} failed: ${words}${/[.!?]$/.test(words) ? '' : '.'}`,
			version: step.migration.file.version,
			uri: step.script.uri,
			range,
			...(line !== null && { statement: source.slice(range.start, range.end) }),
			...(code !== null && { code }),
		});
	}
}

/** How long what a child wrote last may take to arrive after it ended, in ms. */
const LAST_WORDS_MS = 1000;

/** Resolves with words for how the child ended, or why it could not be started. Its output ends soon after. */
function endOf(child: ChildProcessWithoutNullStreams): Promise<Error> {
	return new Promise((resolve) => {
		child.once('error', (error) => {
			resolve(new Error(`Python could not be started (${error.message})`, { cause: error }));
			child.stdout.destroy();
		});
		child.once('exit', (code, signal) => {
			const how = signal === null ? `ended by itself (exit status ${code})` : `was ended by ${signal}`;
			resolve(new Error(`its Python process ${how}`));
			// Processes that the script left behind may hold the pipe open.
			setTimeout(() => child.stdout.destroy(), LAST_WORDS_MS).unref();
		});
	});
}

function send(child: ChildProcessWithoutNullStreams, message: object): void {
	child.stdin.write(`${JSON.stringify(message)}\n`);
}

/** The text of a line, counted from 1, without the white space around it. */
function lineRange(source: string, line: number): TextRange {
	const lines = source.split('\n');
	const start = lines.slice(0, line - 1).reduce((length, before) => length + before.length + 1, 0);
	const text = (lines[line - 1] ?? '').trimEnd();
	return { start: start + (text.length - text.trimStart().length), end: start + text.length };
}
