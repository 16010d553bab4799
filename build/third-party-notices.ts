import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './root.ts';

/** What `copyAssets` takes files from; the packages of the bundles are found in their metafile. */
const assetPackages = ['libpg-query', '@vscode/tree-sitter-wasm', 'better-sqlite3', '@electric-sql/pglite'];

/** The licenses of everything that is shipped inside the bundles and beside them, as those licenses ask. */
export function thirdPartyNotices(metafile: Metafile): string {
	const folders = new Set(assetPackages.map((name) => `node_modules/${name}`));
	for (const input of Object.keys(metafile.inputs)) {
		const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
		if (folder !== undefined) folders.add(folder);
	}
	return [...folders]
		.sort()
		.map(notice)
		.join(`\n${'-'.repeat(80)}\n\n`);
}

function notice(folder: string): string {
	const path = join(root, folder);
	const { name, version, license = 'see its homepage' } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
	const files = readdirSync(path).filter((file) => /^(licen[cs]e|notice)/i.test(file));
	const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
	return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
