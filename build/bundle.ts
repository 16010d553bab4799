import { join } from 'node:path';
import { type BuildContext, type BuildOptions, context, type Metafile } from 'esbuild';
import { root } from './root.ts';

/** What each program is made of. The names of the outputs are those that package.json and `src/project/assets.ts` know. */
const programs = {
	extension: { 'extension.cjs': 'src/editor/extension.ts' },
	webview: { 'webview.js': 'src/editor/webview/matrix.ts' },
	node: {
		'server.js': 'src/server/main.ts',
		'worker.js': 'src/worker/main.ts',
		'cli.js': 'src/cli/main.ts',
		'library.js': 'src/library.ts',
	},
} as const;

/**
 * Packages that find their files by `require` or `__dirname` meet them in ES modules too. The names are prefixed, for the
 * bundled code imports the same functions under their own.
 */
const commonJsNames = [
	`import { createRequire as plumblineCreateRequire } from 'node:module';`,
	`import { fileURLToPath as plumblineFileURLToPath } from 'node:url';`,
	`import { dirname as plumblineDirname } from 'node:path';`,
	`const require = plumblineCreateRequire(import.meta.url);`,
	`const __filename = plumblineFileURLToPath(import.meta.url);`,
	`const __dirname = plumblineDirname(__filename);`,
].join('\n');

export interface BundleOptions {
	/** Where the outputs go. */
	readonly outdir: string;
	/** False only finds out what would be in them. */
	readonly write: boolean;
}

/** Bundles every program, and says which files went into which output. */
export async function bundle(options: BundleOptions): Promise<Metafile> {
	const contexts = await bundleContexts(options);
	try {
		const metafile: Metafile = { inputs: {}, outputs: {} };
		for (const program of contexts) {
			const result = await program.rebuild();
			Object.assign(metafile.inputs, result.metafile?.inputs);
			Object.assign(metafile.outputs, result.metafile?.outputs);
		}
		return metafile;
	} finally {
		await Promise.all(contexts.map((program) => program.dispose()));
	}
}

/** Keeps every program bundled as its sources change, until the process is stopped. */
export async function watchBundles(outdir: string): Promise<void> {
	for (const program of await bundleContexts({ outdir, write: true })) await program.watch();
}

async function bundleContexts({ outdir, write }: BundleOptions): Promise<BuildContext[]> {
	const shared: BuildOptions = {
		absWorkingDir: root,
		outdir,
		write,
		bundle: true,
		metafile: true,
		// Short, but with the names in stack traces that a bug report needs.
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		logLevel: 'warning',
		define: { __PLUMBLINE_BUNDLED__: 'true' },
	};
	const node: BuildOptions = {
		...shared,
		platform: 'node',
		target: 'node20',
		// The CommonJS face of some packages loads its parts in ways that cannot be bundled.
		mainFields: ['module', 'main'],
		// pg looks for it where somebody installed it by hand; we never do.
		external: ['vscode', 'pg-native'],
	};
	return Promise.all([
		context({ ...node, ...entries(programs.extension), format: 'cjs', outExtension: { '.js': '.cjs' } }),
		context({ ...shared, ...entries(programs.webview), platform: 'browser', format: 'iife', target: 'chrome128' }),
		context({
			...node,
			...entries(programs.node),
			format: 'esm',
			// What is imported on demand (a parser, a driver) becomes a file of its own, beside the others: code finds its
			// assets relative to itself.
			splitting: true,
			chunkNames: 'chunk-[hash]',
			banner: { js: commonJsNames },
		}),
	]);
}

function entries(outputs: Readonly<Record<string, string>>): BuildOptions {
	return {
		entryPoints: Object.entries(outputs).map(([out, source]) => ({
			in: join(root, source),
			out: out.replace(/\.c?js$/, ''),
		})),
	};
}
