import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository, scratch } from './repository.ts';

const outdir = join(scratch, 'suites');

/** The suites as CommonJS, the only kind of module that can import `vscode`. */
export interface BundledSuites {
	/** For `extensionTestsPath`. */
	readonly entry: string;
	/** Where the tests of one window are. */
	folder(window: string): string;
}

/** Bundles `suites/**` file by file, leaving packages to `node_modules`. */
export async function bundleSuites(): Promise<BundledSuites> {
	const host = join(repository, 'test', 'host');
	await rm(outdir, { recursive: true, force: true });
	await build({
		entryPoints: [
			join(host, 'suite-entry.ts'),
			...globSync('suites/**/*.test.ts', { cwd: host }).map((path) => join(host, path)),
		],
		outbase: host,
		outdir,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		outExtension: { '.js': '.cjs' },
		sourcemap: 'inline',
		target: 'node22',
		logLevel: 'warning',
	});
	return { entry: join(outdir, 'suite-entry.cjs'), folder: (window) => join(outdir, 'suites', window) };
}
