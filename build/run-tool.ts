import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

/** A tool ended with an exit status other than 0; what is wrong it has printed itself. */
export class ToolFailed extends Error {}

/**
 * Runs the command `bin` of an installed package under this Node. Works alike on Windows, where the entries of
 * `node_modules/.bin` are scripts that only a shell starts.
 * @throws ToolFailed
 */
export async function runTool(packageName: string, bin: string, args: readonly string[]): Promise<void> {
	await runNode([toolPath(packageName, bin), ...args]);
}

/**
 * Runs a script under this Node, in the root of the working tree, with its output going to ours.
 * @throws ToolFailed
 */
export async function runNode(args: readonly string[]): Promise<void> {
	const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new ToolFailed(`${args[0]} failed`);
}

function toolPath(packageName: string, bin: string): string {
	// Not `require.resolve`: knip, for one, does not export its package.json.
	const manifest = join(root, 'node_modules', packageName, 'package.json');
	const { bin: bins }: { bin: string | Record<string, string> } = JSON.parse(readFileSync(manifest, 'utf8'));
	const path = typeof bins === 'string' ? bins : bins[bin];
	if (path === undefined) throw new Error(`${packageName} has no command ${bin}`);
	return join(dirname(manifest), path);
}
