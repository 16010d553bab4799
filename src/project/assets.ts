import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

declare const __PLUMBLINE_BUNDLED__: boolean | undefined;

/** Where the files are that code cannot be bundled with. All are file-system paths. */
export interface Assets {
	/** Holds `tree-sitter.wasm` and the grammars. */
	readonly treeSitter: string;
	/** better-sqlite3's native binding; absent where its own lookup in `node_modules` serves. */
	readonly sqliteBinding?: string;
	/** PGlite's WASM and data; absent where its own lookup serves. */
	readonly pglite?: string;
	/** The script that runs a Python migration. */
	readonly pythonHost: string;
	/** What the worker process is forked from. */
	readonly worker: string;
	/** What the language server is started from. */
	readonly server: string;
}

/** Finds the assets beside the bundle, or in the source tree and its `node_modules`. Reads nothing. */
export function findAssets(): Assets {
	const here = path.dirname(fileURLToPath(import.meta.url));
	if (typeof __PLUMBLINE_BUNDLED__ !== 'undefined') {
		const assets = path.join(here, 'assets');
		return {
			treeSitter: path.join(assets, 'tree-sitter'),
			sqliteBinding: path.join(assets, 'sqlite', `${sqlitePlatform()}.node`),
			pglite: path.join(assets, 'pglite'),
			pythonHost: path.join(assets, 'python', 'host.py'),
			worker: path.join(here, 'worker.js'),
			server: path.join(here, 'server.js'),
		};
	}
	const require = createRequire(import.meta.url);
	return {
		treeSitter: path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm'),
		pythonHost: path.join(here, '..', 'run', 'python', 'host.py'),
		worker: path.join(here, '..', 'worker', 'main.ts'),
		server: path.join(here, '..', 'server', 'main.ts'),
	};
}

/** better-sqlite3 names its prebuilt bindings `linux-x64`, and those for musl `linuxmusl-x64`. */
function sqlitePlatform(): string {
	const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
	const musl = process.platform === 'linux' && report?.header?.glibcVersionRuntime === undefined;
	return `${process.platform}${musl ? 'musl' : ''}-${process.arch}`;
}
