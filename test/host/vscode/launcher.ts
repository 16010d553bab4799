/**
 * Stands in for the `code` executable where VS Code cannot be downloaded: takes the arguments that `runTests` of
 * @vscode/test-electron gives it, runs the suites in a VS Code server shown by Chromium, and exits as they did.
 */
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { followFile } from './follow-file.ts';
import { runServerCommand, startServer } from './server.ts';
import { launchBrowser, openWindow } from './window.ts';

const limitMs = 5 * 60 * 1000;
const logLinesOnFailure = 60;

const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: {
		extensionTestsPath: { type: 'string' },
		extensionDevelopmentPath: { type: 'string', multiple: true },
		'install-extension': { type: 'string' },
		'extensions-dir': { type: 'string' },
		'user-data-dir': { type: 'string' },
		'disable-workspace-trust': { type: 'boolean' },
	},
});

const folders = {
	userDataFolder: required(values['user-data-dir'], '--user-data-dir'),
	extensionsFolder: required(values['extensions-dir'], '--extensions-dir'),
};
const vsix = values['install-extension'];
process.exitCode =
	typeof vsix === 'string' ? await runServerCommand(['--install-extension', vsix], folders) : await runSuites();

async function runSuites(): Promise<number> {
	let end: (status: number) => void = () => undefined;
	const ended = new Promise<number>((resolve) => {
		end = resolve;
	});
	const timer = setTimeout(() => {
		console.error(`The tests inside VS Code did not end within ${limitMs / 1000} s.`);
		end(1);
	}, limitMs);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(1));

	// The window's log carries the suites' output too, but mixed with VS Code's own, and without its end at times.
	const output = await followFile(join(folders.userDataFolder, 'suite-output.txt'), process.stdout);
	const log: string[] = [];
	const server = await startServer({
		...folders,
		trusted: values['disable-workspace-trust'] === true,
		env: { ...process.env, PLUMBLINE_SUITE_OUTPUT: output.path },
	});
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		await page.exposeFunction('codeAutomationLog', (type: string, args: unknown) => {
			log.push(`[${type}] ${Array.isArray(args) ? format(...args) : args}`);
		});
		await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
		page.once('crash', () => end(1));
		await openWindow(page, {
			port: server.port,
			workspace: positionals[0],
			extensionPaths: texts(values.extensionDevelopmentPath),
			extensionTestsPath: required(values.extensionTestsPath, '--extensionTestsPath'),
		});
		const code = await ended;
		await output.stop();
		if (code !== 0) console.error(['The end of the log of VS Code:', ...log.slice(-logLinesOnFailure)].join('\n'));
		return code;
	} finally {
		clearTimeout(timer);
		await browser.close();
		server.stop();
	}
}

function required(value: unknown, name: string): string {
	if (typeof value !== 'string') throw new Error(`The launcher needs ${name}`);
	return value;
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
