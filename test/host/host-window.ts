/**
 * One window of VS Code in which suites run. Each folder of `suites/` is such a window: its `window.ts` exports one of
 * these under the name `hostWindow`, and its `*.test.ts` run inside, with `vscode` at hand.
 */
export interface HostWindow {
	/** Puts into an empty temporary folder what the window opens. */
	readonly fill: (folder: string) => Promise<void>;
	/** What to open when it is not the folder itself: a `.code-workspace` file, relative to it. */
	readonly open?: string;
	/** User settings beside the quiet defaults. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** `packaged` installs the VSIX, as a user has it; else the extension runs from the working tree. */
	readonly extension?: 'packaged';
}
