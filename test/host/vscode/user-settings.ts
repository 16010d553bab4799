import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Silences what would lie over a test or a screenshot: welcome pages, tips, chat, update notices, questions. */
const quiet = {
	'chat.disableAIFeatures': true,
	'chat.commandCenter.enabled': false,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
	'npm.autoDetect': 'off',
	'security.workspace.trust.startupPrompt': 'never',
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
	// What a test does must not depend on what the cursor happens to rest on.
	'editor.hover.delay': 200,
	'editor.minimap.enabled': false,
};

/** The themes that journeys take their screenshots in. */
export type Theme = 'light' | 'dark';
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' } as const;

/** The user settings of a test window, with `extra` laid over the quiet defaults. */
export function userSettings(theme: Theme, extra: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return { ...quiet, 'workbench.colorTheme': themes[theme], ...extra };
}

/** Writes user settings where a VS Code with this user data folder reads them; a running window picks them up. */
export async function writeUserSettings(userDataFolder: string, settings: Record<string, unknown>): Promise<void> {
	const folder = join(userDataFolder, 'User');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, '\t')}\n`);
}
