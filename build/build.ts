/** `npm run build`: bundles, assets and types into `dist`. `--watch` keeps the bundles fresh. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyAssets } from './assets.ts';
import { bundle, watchBundles } from './bundle.ts';
import { root } from './root.ts';
import { runTool } from './run-tool.ts';

const outdir = join(root, 'dist');

await rm(outdir, { recursive: true, force: true });
await copyAssets(outdir);
if (process.argv.includes('--watch')) await watchBundles(outdir);
else {
	await bundle({ outdir, write: true });
	await runTool('typescript', 'tsc', ['--project', 'tsconfig.types.json']);
}
