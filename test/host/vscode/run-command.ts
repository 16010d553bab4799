import { spawn } from 'node:child_process';

/**
 * Runs a command to its end with its output going to standard error, so that standard output stays the tests' own.
 * @throws when it cannot be started or does not exit with 0.
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly shell?: boolean } = {},
): Promise<void> {
	const child = spawn(command, args, { stdio: ['ignore', 2, 2], ...options });
	const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (...ending) => resolve(ending));
	});
	if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code ?? signal}`);
}
