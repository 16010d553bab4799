/** What an editor sets for its own processes, and what would change how ours start. */
const WITHHELD = /^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$)/i;

/**
 * Returns the environment that a worker is forked with. Inside Electron `process.execPath` is the editor, which behaves as Node only
 * with ELECTRON_RUN_AS_NODE.
 */
export function workerEnvironment(
	environment: NodeJS.ProcessEnv,
	versions: Readonly<Record<string, string | undefined>> = process.versions,
): NodeJS.ProcessEnv {
	const kept = Object.entries(environment).filter(([name]) => !WITHHELD.test(name));
	return {
		...Object.fromEntries(kept),
		...(versions.electron !== undefined && { ELECTRON_RUN_AS_NODE: '1' }),
	};
}
