import { cp, mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { root } from './root.ts';

const require = createRequire(import.meta.url);

/** Grammars of the languages that migrations are written in. */
const grammars = ['python', 'typescript', 'tsx', 'javascript'].map((language) => `tree-sitter-${language}.wasm`);

/**
 * Copies beside the bundles what cannot be bundled: WASM, native bindings, PGlite's data, the Python host. At run time
 * `src/project/assets.ts` hands these paths over, so nothing is looked up in `node_modules`.
 */
export async function copyAssets(outdir: string): Promise<void> {
	const assets = join(outdir, 'assets');
	// libpg-query looks for its WASM in the folder of the code that loads it.
	await copyFiles(join(packageFolder('libpg-query'), 'wasm'), ['libpg-query.wasm'], outdir);

	const treeSitter = join(packageFolder('@vscode/tree-sitter-wasm'), 'wasm');
	await copyFiles(treeSitter, ['tree-sitter.wasm', ...grammars], join(assets, 'tree-sitter'));

	const prebuilds = join(packageFolder('better-sqlite3'), 'prebuilds');
	await copyFiles(prebuilds, await filesEnding(prebuilds, '.node'), join(assets, 'sqlite'));

	// The tarballs are contrib extensions: migrations use pg_trgm, pgcrypto, citext and their like.
	const pglite = dirname(require.resolve('@electric-sql/pglite'));
	const images = await filesEnding(pglite, '.wasm', '.data', '.tar.gz');
	await copyFiles(pglite, images, join(assets, 'pglite'));

	const python = join(root, 'src', 'run', 'python');
	await copyFiles(python, await filesEnding(python, '.py'), join(assets, 'python'));

	await copyFiles(join(root, 'src', 'cli'), ['plumbline.js'], outdir);
}

async function copyFiles(from: string, names: readonly string[], to: string): Promise<void> {
	await mkdir(to, { recursive: true });
	for (const name of names) await cp(join(from, name), join(to, basename(name)));
}

async function filesEnding(folder: string, ...endings: readonly string[]): Promise<string[]> {
	const names = (await readdir(folder)).filter((name) => endings.some((ending) => name.endsWith(ending)));
	if (names.length === 0) throw new Error(`${folder} holds no ${endings.join(', ')}`);
	return names;
}

function packageFolder(name: string): string {
	return dirname(require.resolve(`${name}/package.json`));
}
