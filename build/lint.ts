/** `npm run lint`: everything that is checked without running the program. All checks run, so that one fix round is enough. */
import { join } from 'node:path';
import { runNode, runTool, ToolFailed } from './run-tool.ts';

const checks: Readonly<Record<string, () => Promise<void>>> = {
	'format and style': () => runTool('@biomejs/biome', 'biome', ['check', '--error-on-warnings']),
	types: () => runTool('typescript', 'tsc', ['--noEmit']),
	'types of the webview': () => runTool('typescript', 'tsc', ['--noEmit', '--project', 'tsconfig.webview.json']),
	floors: () => runScript('check-floors.ts'),
	'bundle contents': () => runScript('check-bundles.ts'),
	'generated files': () => runScript('generated-files.ts', '--check'),
	'dead code': () => runTool('knip', 'knip', ['--no-progress', '--no-config-hints']),
};

const failed: string[] = [];
for (const [name, check] of Object.entries(checks)) {
	console.log(`# ${name}`);
	try {
		await check();
	} catch (error) {
		if (!(error instanceof ToolFailed)) throw error;
		failed.push(name);
	}
}
if (failed.length > 0) {
	console.error(`\nnot in order: ${failed.join(', ')}`);
	process.exitCode = 1;
}

function runScript(name: string, ...args: readonly string[]): Promise<void> {
	return runNode([join(import.meta.dirname, name), ...args]);
}
