import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { runCommand } from './run-command.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'msedge.exe'];
const elsewhere = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** No Chromium is on this machine; the message ends with the one command that brings it. */
export class MissingBrowser extends Error {
	constructor() {
		super(`Chromium is missing, and the tests inside VS Code need it. Install it with:\n  ${installCommand()}`);
		this.name = 'MissingBrowser';
	}
}

/**
 * The path of a Chromium, installing Debian's where that can be done without asking: as root.
 * @throws MissingBrowser when there is none.
 */
export async function findChromium(): Promise<string> {
	const found = installedChromium();
	if (found !== undefined) return found;
	if (isDebianRoot()) {
		await runCommand('apt-get', ['update', '-qq']);
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
	}
	const installed = installedChromium();
	if (installed === undefined) throw new MissingBrowser();
	return installed;
}

function installedChromium(): string | undefined {
	const chosen = process.env.PLUMBLINE_TEST_CHROMIUM;
	if (chosen !== undefined && chosen !== '') return chosen;
	const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
	return [...onPath, ...elsewhere, chromium.executablePath()].find((path) => existsSync(path));
}

function isDebianRoot(): boolean {
	return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function installCommand(): string {
	if (existsSync('/etc/debian_version')) return 'sudo apt-get install -y chromium';
	return 'npm exec playwright-core install chromium';
}
