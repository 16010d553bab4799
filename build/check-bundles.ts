/** Part of `npm run lint`: holds what went into the bundles against what may. */
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundle } from './bundle.ts';
import { root } from './root.ts';

/** The programs that never open a database: `lint`, `new`, `format`, `lsp` and the editor load no native module. */
const databaseFree = ['extension.cjs', 'webview.js', 'server.js', 'cli.js'];
const databaseDrivers = ['better-sqlite3', 'pg', '@electric-sql/pglite'];

/**
 * Says which of the database-free programs can load a database driver, now or on demand, and by what file.
 * @param metafile as esbuild writes it.
 */
export function bundleViolations(metafile: Metafile): string[] {
	return databaseFree.flatMap((program) => {
		const entry = Object.keys(metafile.outputs).find((output) => output.split('/').at(-1) === program);
		if (entry === undefined) return [`${program} is not among the bundles`];
		return [...reachableInputs(metafile, entry)].flatMap((input) => {
			const driver = databaseDrivers.find((name) => input.includes(`node_modules/${name}/`));
			return driver === undefined ? [] : [`${program} contains ${driver} (${input})`];
		});
	});
}

/** The sources of an output and of every chunk that it imports, on demand or not. */
function reachableInputs(metafile: Metafile, entry: string): Set<string> {
	const inputs = new Set<string>();
	const seen = new Set<string>();
	const visit = (name: string): void => {
		const output = metafile.outputs[name];
		if (output === undefined || seen.has(name)) return;
		seen.add(name);
		for (const input of Object.keys(output.inputs)) inputs.add(input);
		for (const imported of output.imports) visit(imported.path);
	};
	visit(entry);
	return inputs;
}

if (import.meta.main) {
	const violations = bundleViolations(await bundle({ outdir: join(root, 'dist'), write: false }));
	for (const violation of violations) console.error(violation);
	if (violations.length > 0) process.exitCode = 1;
}
