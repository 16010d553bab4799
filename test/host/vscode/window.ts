import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** Opens the browser that shows VS Code windows. */
export async function launchBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: await findChromium(),
		// As root, and in containers, Chromium's own sandbox cannot start; it only ever opens 127.0.0.1.
		chromiumSandbox: false,
		args: [
			...['--disable-gpu', '--disable-quic', '--no-first-run'],
			...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
		],
	});
}

export interface WindowOptions {
	readonly port: number;
	/** Absolute path of a folder, or of a `.code-workspace` file. */
	readonly workspace: string | undefined;
	readonly extensionPaths: readonly string[];
	/** The tests to run in the extension host, as in VS Code's own option of that name. */
	readonly extensionTestsPath?: string;
}

/** The address at which a browser shows `options.workspace` with an extension under development. */
export function windowUrl(options: WindowOptions): string {
	const authority = `127.0.0.1:${options.port}`;
	const remote = (path: string) => `vscode-remote://${authority}${asUriPath(path)}`;
	const payload = options.extensionPaths.map((path) => ['extensionDevelopmentPath', remote(path)]);
	if (options.extensionTestsPath !== undefined) {
		payload.push(['extensionTestsPath', remote(options.extensionTestsPath)]);
	}
	payload.push(['skipWelcome', 'true']);
	const url = new URL(`http://${authority}/`);
	if (options.workspace !== undefined) {
		const parameter = options.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
		url.searchParams.set(parameter, asUriPath(options.workspace));
	}
	url.searchParams.set('payload', JSON.stringify(payload));
	// VS Code decodes its parameters as URI components, to which `+` is no space.
	return url.href.replaceAll('+', '%20');
}

/** Loads a window into `page`. */
export async function openWindow(page: Page, options: WindowOptions): Promise<void> {
	await page.goto(windowUrl(options));
}

/** `C:\a b` as `/c:/a b`, the way VS Code writes it; other paths as they are. */
function asUriPath(path: string): string {
	const slashes = path.replaceAll('\\', '/');
	return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
