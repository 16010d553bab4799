import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PGliteOptions } from '@electric-sql/pglite';
import type { Connection } from '../connection.ts';
import { PgliteSession } from './pglite-session.ts';
import { PostgresqlConnection } from './postgresql-connection.ts';

type WasmModule = NonNullable<PGliteOptions['pgliteWasmModule']>;

/** Node has it; its types come with the browser's only. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };

export interface PgliteDatabaseOptions {
	/** Folder with PGlite's WASM, data and extensions; absent where its own lookup in `node_modules` serves. */
	readonly assets?: string;
	/**
	 * Contrib extensions that `CREATE EXTENSION` should find: `pg_trgm`, `citext`, … Those that do not ship with PGlite are
	 * left out, and the statement says so.
	 */
	readonly extensions?: readonly string[];
	/** For people. */
	readonly label?: string;
}

/**
 * Starts an empty PostgreSQL in this process, in memory. It takes 2 to 5 s and some 400 MB, and keeps the process alive
 * until `close()`.
 */
export async function openPglite(options: PgliteDatabaseOptions = {}): Promise<Connection> {
	const extensions = extensionBundles(options.assets ?? packageFolder(), options.extensions ?? []);
	const { PGlite, types } = await import('@electric-sql/pglite');
	const images = options.assets === undefined ? {} : await readImages(options.assets);
	const label = options.label ?? 'embedded PostgreSQL';
	const session = new PgliteSession(await PGlite.create({ ...images, extensions }), types, label);
	const { rows } = await session.run('SHOW server_version', []);
	return new PostgresqlConnection(session, { label, version: rows[0]?.[0]?.split(' ')[0] ?? '', mode: 'create' });
}

/** In a bundle PGlite would look beside the bundle for what it brings. */
async function readImages(folder: string): Promise<PGliteOptions> {
	const [pglite, initdb, data] = await Promise.all(
		['pglite.wasm', 'initdb.wasm', 'pglite.data'].map((name) => readFile(path.join(folder, name))),
	);
	if (pglite === undefined || initdb === undefined || data === undefined) return {};
	return {
		pgliteWasmModule: await WebAssembly.compile(new Uint8Array(pglite)),
		initdbWasmModule: await WebAssembly.compile(new Uint8Array(initdb)),
		fsBundle: new Blob([new Uint8Array(data)]),
	};
}

function extensionBundles(folder: string, names: readonly string[]): Record<string, URL> {
	const bundles = names.map((name) => [name, path.join(folder, `${path.basename(name)}.tar.gz`)] as const);
	return Object.fromEntries(
		bundles.filter(([, bundle]) => existsSync(bundle)).map(([name, bundle]) => [name, pathToFileURL(bundle)]),
	);
}

function packageFolder(): string {
	return path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
}
