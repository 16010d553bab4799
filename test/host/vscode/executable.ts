import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './cache-folder.ts';
import { findChromium } from './chromium.ts';
import { installCodeServer } from './code-server.ts';

const downloadHost = 'https://update.code.visualstudio.com/api/releases/stable';
const reachableWithinMs = 3000;
const version = '1.139.1';

/** What runs the suites: VS Code itself, or the server that stands in for it. */
export interface VscodeExecutable {
	readonly kind: 'download' | 'server';
	readonly path: string;
}

/**
 * VS Code where it can be downloaded, else a stand-in with the same command line. `PLUMBLINE_TEST_VSCODE` set to
 * `download` or `server` decides without asking the network.
 * @param folder where the stand-in's executable is written.
 * @throws MissingBrowser when the stand-in is needed and there is no Chromium for it.
 */
export async function vscodeExecutable(folder: string): Promise<VscodeExecutable> {
	const wish = process.env.PLUMBLINE_TEST_VSCODE;
	if (wish === 'download' || (wish !== 'server' && (await canDownload()))) {
		return {
			kind: 'download',
			path: await downloadAndUnzipVSCode({ version, cachePath: join(cacheFolder(), 'vscode') }),
		};
	}
	await findChromium();
	await installCodeServer();
	return { kind: 'server', path: await writeStandIn(folder) };
}

async function canDownload(): Promise<boolean> {
	try {
		const signal = AbortSignal.timeout(reachableWithinMs);
		return (await fetch(downloadHost, { method: 'HEAD', signal })).ok;
	} catch {
		// Offline, or a host that may not be reached from here: the stand-in does the same job.
		return false;
	}
}

/** `runTests` wants one executable file and passes no arguments of ours, so Node's path is written into it. */
async function writeStandIn(folder: string): Promise<string> {
	const launcher = join(import.meta.dirname, 'launcher.ts');
	if (process.platform === 'win32') {
		const path = join(folder, 'code.cmd');
		await writeFile(path, `@"${process.execPath}" "${launcher}" %*\r\n`);
		return path;
	}
	const path = join(folder, 'code');
	await writeFile(path, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(launcher)} "$@"\n`);
	await chmod(path, 0o755);
	return path;
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
