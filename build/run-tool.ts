import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

const require = createRequire(import.meta.url);

/** A tool ended with an exit status other than 0; what is wrong it has printed itself. */
export class ToolFailed extends Error {}

/**
 * Runs the command `bin` of an installed package under this Node, with its output going to ours. Works alike on Windows,
 * where the entries of `node_modules/.bin` are scripts that only a shell starts.
 * @throws ToolFailed
 */
export async function runTool(packageName: string, bin: string, args: readonly string[]): Promise<void> {
	const child = spawn(process.execPath, [toolPath(packageName, bin), ...args], { cwd: root, stdio: 'inherit' });
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new ToolFailed(`${bin} failed`);
}

function toolPath(packageName: string, bin: string): string {
	const manifest = require.resolve(`${packageName}/package.json`);
	const { bin: bins }: { bin: string | Record<string, string> } = JSON.parse(readFileSync(manifest, 'utf8'));
	const path = typeof bins === 'string' ? bins : bins[bin];
	if (path === undefined) throw new Error(`${packageName} has no command ${bin}`);
	return join(dirname(manifest), path);
}
