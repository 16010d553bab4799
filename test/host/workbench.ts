import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { repository, scratch } from './repository.ts';
import { startServer, type VscodeServer } from './vscode/server.ts';
import { type Theme, userSettings, writeUserSettings } from './vscode/user-settings.ts';
import { launchBrowser, openWindow } from './vscode/window.ts';

/** Where `screenshot` writes: PLUMBLINE_SCREENSHOTS, when pictures for the README are wanted, else a scratch folder. */
const screenshots = process.env.PLUMBLINE_SCREENSHOTS ?? join(scratch, 'screenshots');
const slowMs = 30_000;

export interface WorkbenchOptions {
	/** Absolute path of the folder, or `.code-workspace` file, to open. */
	readonly workspace: string;
	readonly theme?: Theme;
	/** User settings beside the quiet defaults. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** False asks for Workspace Trust, as in a first encounter with a folder. */
	readonly trusted?: boolean;
	/** The extension from the working tree, unless other folders are given. */
	readonly extensionPaths?: readonly string[];
}

/** Opens a VS Code window as a person sees it, with the extension of the working tree. Close it after use. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
	const { theme = 'light' } = options;
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-journey-'));
	const userDataFolder = join(folder, 'user-data');
	await writeUserSettings(userDataFolder, userSettings(options.settings));
	const server = await startServer({
		userDataFolder,
		extensionsFolder: join(folder, 'extensions'),
		trusted: options.trusted ?? true,
	});
	let browser: Browser | undefined;
	try {
		browser = await launchBrowser();
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: theme });
		page.setDefaultTimeout(slowMs);
		await openWindow(page, {
			port: server.port,
			workspace: options.workspace,
			extensionPaths: options.extensionPaths ?? [repository],
		});
		await page.locator('.monaco-workbench .part.statusbar').waitFor();
		return new Workbench(page, { folder, server, browser, theme });
	} catch (error) {
		await browser?.close();
		server.stop();
		throw error;
	}
}

interface Surroundings {
	readonly folder: string;
	readonly server: VscodeServer;
	readonly browser: Browser;
	theme: Theme;
}

/**
 * What a person can do in a VS Code window, by clicks and keys. Everything is found by the names that a screen reader
 * would say. For the rest there is `page`.
 */
export class Workbench {
	readonly page: Page;
	readonly #around: Surroundings;

	constructor(page: Page, around: Surroundings) {
		this.page = page;
		this.#around = around;
	}

	/** Opens a file of the workspace by quick open, and waits until it can be typed into. */
	async openFile(path: string): Promise<void> {
		await this.page.keyboard.press('ControlOrMeta+P');
		await this.#answer(path, path.split('/').at(-1) ?? path);
		await this.tab(path.split('/').at(-1) ?? path).waitFor();
		await this.editor().waitFor();
	}

	/** Puts the cursor at a line and column, both counted from 1. */
	async goTo(line: number, column = 1): Promise<void> {
		await this.page.keyboard.press('Control+G');
		await this.#quickInput().fill(`:${line}:${column}`);
		await this.page.keyboard.press('Enter');
		await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
	}

	/** Runs a command by its title in the palette, such as `Plumbline: Verify`. */
	async runCommand(title: string): Promise<void> {
		await this.page.keyboard.press('F1');
		await this.#answer(`>${title}`, title);
	}

	/** Takes the choice of that name in the list that is open at the top of the window. */
	async choose(label: string): Promise<void> {
		await this.#quickPickRow(label).click();
	}

	/** Opens a view container by its icon in the activity bar; `title` as its tooltip says. */
	async openSidebar(title: string): Promise<void> {
		await this.page.getByRole('tab', { name: title }).first().click();
		await this.page.locator('.part.sidebar .composite.title').getByText(title).first().waitFor();
	}

	/** A row of a tree view, by the beginning of its accessible label. */
	treeItem(label: string | RegExp): Locator {
		return this.page.locator('.part.sidebar').getByRole('treeitem', { name: label });
	}

	/** Presses the button of that name which a tree row shows when it is pointed at. */
	async treeAction(row: Locator, action: string): Promise<void> {
		await row.hover();
		await row.getByRole('button', { name: action }).click();
	}

	/** Presses Ctrl+. at the cursor and takes the code action of that title. */
	async quickFix(title: string | RegExp): Promise<void> {
		const choice = await this.openQuickFixes(title);
		await choice.click();
		await choice.waitFor({ state: 'hidden' });
	}

	/** Presses Ctrl+. until the menu offers `title`: the server may still be at the text before. */
	async openQuickFixes(title: string | RegExp): Promise<Locator> {
		const menu = this.page.locator('.action-widget');
		const choice = menu.getByRole('option', { name: title }).first();
		const until = Date.now() + slowMs;
		for (;;) {
			await this.page.keyboard.press('ControlOrMeta+.');
			const shown = await choice.waitFor({ timeout: 2000 }).then(
				() => true,
				() => false,
			);
			if (shown) return choice;
			if (Date.now() > until) throw new Error(`Ctrl+. never offered ${title}`);
			await this.page.keyboard.press('Escape');
		}
	}

	/** The underlines in the editor of one severity; wait for `.first()`, or for `.toHaveCount`-like conditions. */
	squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
		return this.page.locator(`.editor-instance .squiggly-${severity}`);
	}

	/** Opens the Problems view. */
	async openProblems(): Promise<void> {
		await this.runCommand('View: Focus Problems');
		await this.page.locator('.markers-panel-container').waitFor();
	}

	/** Rows of the Problems view, once it is open, whose accessible label has `text` in it. */
	problem(text: string | RegExp): Locator {
		return this.page.locator('.markers-panel').getByRole('treeitem', { name: text });
	}

	/** A notification whose text has `text` in it. */
	notification(text: string | RegExp): Locator {
		return this.page.locator('.notification-list-item').filter({ hasText: text });
	}

	/** An item of the status bar, by its accessible label. */
	statusItem(name: string | RegExp): Locator {
		return this.page.locator('.part.statusbar').getByRole('button', { name });
	}

	/** The tab of an open editor, by the beginning of its label: the file's name. */
	tab(name: string): Locator {
		return this.page.locator('.tabs-container').getByRole('tab', { name });
	}

	/** The active editor. */
	editor(): Locator {
		return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
	}

	/** The lines of the active editor that are in sight, with ordinary spaces. */
	async editorLines(): Promise<string[]> {
		const lines = this.editor().locator('.view-lines .view-line');
		const placed = await lines.evaluateAll((nodes) =>
			nodes.map((node) => ({ top: Number.parseFloat(node.style.top), text: node.textContent })),
		);
		return placed.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' '));
	}

	/** Saves the active editor, which has a change to save, and waits until its tab shows it no more. */
	async save(): Promise<void> {
		await this.page.locator('.tab.active.dirty').waitFor();
		await this.page.keyboard.press('ControlOrMeta+S');
		await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
	}

	/** Changes between the light and the dark theme, as when the operating system does. */
	async useTheme(theme: Theme): Promise<void> {
		this.#around.theme = theme;
		await this.page.emulateMedia({ colorScheme: theme });
		await this.page.locator(`.monaco-workbench.${theme === 'light' ? 'vs' : 'vs-dark'}`).waitFor();
	}

	/** Takes a picture named `NAME-light.png` or `NAME-dark.png`, and returns its path. */
	async screenshot(name: string): Promise<string> {
		await mkdir(screenshots, { recursive: true });
		const path = join(screenshots, `${name}-${this.#around.theme}.png`);
		// The caret blinks: half of the pictures would differ by it.
		await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
		return path;
	}

	/** Takes the same picture in both themes. */
	async screenshots(name: string): Promise<void> {
		for (const theme of ['dark', 'light'] as const) {
			await this.useTheme(theme);
			await this.screenshot(name);
		}
	}

	/** Closes the window, ends its server and removes its folders. */
	async close(): Promise<void> {
		await this.#around.browser.close();
		this.#around.server.stop();
		await rm(this.#around.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}

	#quickInput(): Locator {
		return this.page.locator('.quick-input-widget input.input');
	}

	#quickPickRow(label: string): Locator {
		return this.page.locator('.quick-input-list').getByRole('option', { name: label }).first();
	}

	/** Types into the quick input, waits for the row meant, and takes it. */
	async #answer(text: string, label: string): Promise<void> {
		await this.#quickInput().fill(text);
		await this.#quickPickRow(label).click();
	}
}
