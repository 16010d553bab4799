import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTests } from '@vscode/test-electron';
import type { BundledSuites } from './bundle-suites.ts';
import type { HostWindow } from './host-window.ts';
import { packagedExtension } from './packaged-extension.ts';
import { repository } from './repository.ts';
import type { VscodeExecutable } from './vscode/executable.ts';
import { installVsix } from './vscode/install-vsix.ts';
import { userSettings, writeUserSettings } from './vscode/user-settings.ts';

export interface WindowRun {
	/** The folder of `suites/`. */
	readonly name: string;
	readonly vscode: VscodeExecutable;
	readonly suites: BundledSuites;
	/** An empty folder for this window alone. */
	readonly temporary: string;
}

/** Opens one window and runs its suites in it. @throws when a test failed or the window did not come up. */
export async function runWindow({ name, vscode, suites, temporary }: WindowRun): Promise<void> {
	const file = join(import.meta.dirname, 'suites', name, 'window.ts');
	const { hostWindow }: { hostWindow: HostWindow } = await import(pathToFileURL(file).href);

	const workspace = join(temporary, 'workspace');
	await mkdir(workspace);
	await hostWindow.fill(workspace);
	const folders = { userData: join(temporary, 'user-data'), extensions: join(temporary, 'extensions') };
	await writeUserSettings(folders.userData, userSettings(hostWindow.settings));

	let extensionDevelopmentPath = repository;
	if (hostWindow.extension === 'packaged') {
		await installVsix(vscode, await packagedExtension(), folders);
		extensionDevelopmentPath = await emptyExtension(join(temporary, 'nothing'));
	}
	await runTests({
		vscodeExecutablePath: vscode.path,
		extensionDevelopmentPath,
		extensionTestsPath: suites.entry,
		extensionTestsEnv: { PLUMBLINE_SUITES: suites.folder(name) },
		launchArgs: [
			hostWindow.open === undefined ? workspace : join(workspace, hostWindow.open),
			`--user-data-dir=${folders.userData}`,
			`--extensions-dir=${folders.extensions}`,
		],
	});
}

/** VS Code runs tests only beside an extension under development; this one does nothing. */
async function emptyExtension(folder: string): Promise<string> {
	await mkdir(folder);
	const manifest = { name: 'nothing', publisher: 'plumbline-test', version: '0.0.0', engines: { vscode: '*' } };
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	return folder;
}
