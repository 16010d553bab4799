import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Silences what would lie over a test or a screenshot: welcome pages, tips, chat, update notices, questions. */
const quiet = {
	'chat.disableAIFeatures': true,
	'chat.commandCenter.enabled': false,
	// A browser window saves by itself unless told otherwise; the desktop does not.
	'files.autoSave': 'off',
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
	'npm.autoDetect': 'off',
	'remote.autoForwardPorts': false,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'update.showReleaseNotes': false,
	'window.commandCenter': false,
	'workbench.enableExperiments': false,
	'workbench.layoutControl.enabled': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
	// The theme follows the browser's colour scheme, which a test can change while the window is open.
	'window.autoDetectColorScheme': true,
	'workbench.preferredLightColorTheme': 'Light Modern',
	'workbench.preferredDarkColorTheme': 'Dark Modern',
	// What a test does must not depend on what the cursor happens to rest on.
	'editor.hover.delay': 200,
	'editor.minimap.enabled': false,
};

/** The themes that journeys take their screenshots in. */
export type Theme = 'light' | 'dark';

/** The user settings of a test window: the quiet defaults with `extra` laid over them. */
export function userSettings(extra: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return { ...quiet, ...extra };
}

/** Writes user settings where a VS Code that is then started with this user data folder reads them. */
export async function writeUserSettings(userDataFolder: string, settings: Record<string, unknown>): Promise<void> {
	const folder = join(userDataFolder, 'User');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, '\t')}\n`);
}
