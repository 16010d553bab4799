/** `npm run build`: bundles, assets and types into `dist`. `--watch` keeps the bundles fresh. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyAssets } from './assets.ts';
import { bundle, watchBundles } from './bundle.ts';
import { root } from './root.ts';
import { runTool } from './run-tool.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const outdir = join(root, 'dist');

await rm(outdir, { recursive: true, force: true });
await copyAssets(outdir);
if (process.argv.includes('--watch')) await watchBundles(outdir);
else {
	const metafile = await bundle({ outdir, write: true });
	await writeFile(join(outdir, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(metafile));
	await runTool('typescript', 'tsc', ['--project', 'tsconfig.types.json']);
}
