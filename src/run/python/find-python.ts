import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python that was seen to run. */
export interface PythonInterpreter {
	readonly command: string;
	/** Before the script's own arguments: `-3` of the Windows launcher. */
	readonly args: readonly string[];
	readonly version: string;
	/** For people: `Python 3.11.7 (/usr/bin/python3)`. */
	readonly label: string;
}

/** How long an interpreter may take to say who it is, in ms. */
const ANSWER_MS = 10_000;

/** Says who it is, if it is new enough and has what the host needs. */
const question = [
	'import sys, json, sqlite3',
	'print(json.dumps(["%d.%d.%d" % sys.version_info[:3], sys.executable]) if sys.version_info >= (3, 8) else "")',
].join('; ');

/**
 * Looks for a Python 3.8 or newer with `sqlite3`: in the project's virtual environment, then on the PATH. Each candidate is run to
 * see whether it is one. Returns undefined where there is none.
 */
export async function findPython(
	projectFolder: string,
	environment: NodeJS.ProcessEnv,
): Promise<PythonInterpreter | undefined> {
	for (const { command, args } of candidates(projectFolder, environment)) {
		const found = await ask(command, args, environment);
		if (found !== undefined) return found;
	}
	return undefined;
}

interface Candidate {
	readonly command: string;
	readonly args: readonly string[];
}

function candidates(projectFolder: string, environment: NodeJS.ProcessEnv): readonly Candidate[] {
	const windows = process.platform === 'win32';
	const inside = windows ? ['Scripts', 'python.exe'] : ['bin', 'python'];
	const folders = [path.join(projectFolder, '.venv'), path.join(projectFolder, 'venv'), environment.VIRTUAL_ENV];
	const virtual = folders
		.filter((folder): folder is string => folder !== undefined && folder !== '')
		.map((folder) => path.join(folder, ...inside))
		.filter((file) => existsSync(file));
	return [
		...virtual.map((command) => ({ command, args: [] })),
		{ command: 'python3', args: [] },
		...(windows ? [{ command: 'py', args: ['-3'] }] : []),
		{ command: 'python', args: [] },
	];
}

/** Undefined for whatever does not answer as a Python does: not there, too old, an installer's stub. */
async function ask(
	command: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv,
): Promise<PythonInterpreter | undefined> {
	try {
		const { stdout } = await run(command, [...args, '-c', question], {
			env: environment,
			timeout: ANSWER_MS,
			windowsHide: true,
		});
		const [version, executable] = JSON.parse(stdout) as readonly [string, string];
		return { command, args, version, label: `Python ${version} (${executable})` };
	} catch {
		return undefined;
	}
}
