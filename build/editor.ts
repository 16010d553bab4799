/**
 * `npm run editor`: a VS Code with the extension of the working tree, on a copy of `examples/dashboard`. Uses the desktop's
 * where `code` is on the PATH; else starts the server of the host tests, and a browser shows it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { copyDashboard } from '../examples/copy-dashboard.ts';
import { startServer } from '../test/host/vscode/server.ts';
import { userSettings, writeUserSettings } from '../test/host/vscode/user-settings.ts';
import { windowUrl } from '../test/host/vscode/window.ts';
import { copyAssets } from './assets.ts';
import { bundle } from './bundle.ts';
import { root } from './root.ts';

const outdir = join(root, 'dist');
const temporary = await mkdtemp(join(tmpdir(), 'plumbline-editor-'));
const workspace = copyDashboard(temporary);

await copyAssets(outdir);
await bundle({ outdir, write: true });
console.log(`A copy of examples/dashboard is in ${workspace}`);

if (isOnPath('code')) await openDesktop();
else await serve();

async function openDesktop(): Promise<void> {
	const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace];
	// On Windows `code` is a .cmd file, which only a shell starts.
	const child = spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
	await once(child, 'close');
}

async function serve(): Promise<void> {
	const userDataFolder = join(temporary, 'user-data');
	await writeUserSettings(userDataFolder, userSettings());
	const extensionsFolder = join(temporary, 'extensions');
	const server = await startServer({ userDataFolder, extensionsFolder, trusted: true });
	console.log('There is no `code` on the PATH; VS Code runs here. Open it in a browser:\n');
	console.log(`  ${windowUrl({ port: server.port, workspace, extensionPaths: [root] })}\n`);
	console.log('Ctrl+C ends it.');
	await Promise.race((['SIGINT', 'SIGTERM'] as const).map((signal) => once(process, signal)));
	server.stop();
}

function isOnPath(name: string): boolean {
	const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
	return (process.env.PATH ?? '')
		.split(delimiter)
		.some((folder) => names.some((file) => existsSync(join(folder, file))));
}
