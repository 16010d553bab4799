import { appendFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { CountingReporter } from '../reporter.ts';

const timeoutMs = 30_000;

/** What VS Code calls in the extension host: runs the tests of the folder that PLUMBLINE_SUITES names. */
export async function run(): Promise<void> {
	const folder = process.env.PLUMBLINE_SUITES;
	if (folder === undefined) throw new Error('PLUMBLINE_SUITES does not say which tests to run');
	const output = process.env.PLUMBLINE_SUITE_OUTPUT;
	if (output !== undefined) {
		// The extension host's console cannot be replaced, so the reporters are told where to write.
		Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(output, `${format(...args)}\n`);
	}
	const mocha = new Mocha({ timeout: timeoutMs, reporter: CountingReporter, color: false });
	for (const file of globSync('**/*.test.cjs', { cwd: folder }).sort()) mocha.addFile(join(folder, file));
	const failures = await new Promise<number>((resolve) => {
		mocha.run(resolve);
	});
	if (failures > 0) throw new Error(`${failures} failed`);
}
