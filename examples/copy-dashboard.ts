import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeDatabases } from './dashboard/make-databases.ts';

/** What was generated beside the committed files of an example: it is made anew in a copy. */
const GENERATED = new Set(['data', '.plumbline', '__pycache__']);

/**
 * Copies `examples/dashboard` to `folder/dashboard` (a new temporary folder where none is given), makes its databases
 * there, and returns the path of the copy. Outside of a git repository nothing in it counts as released, so that every
 * finding shows.
 */
export function copyDashboard(folder = mkdtempSync(path.join(tmpdir(), 'plumbline-'))): string {
	const copy = path.join(folder, 'dashboard');
	cpSync(path.join(import.meta.dirname, 'dashboard'), copy, {
		recursive: true,
		filter: (source) => !GENERATED.has(path.basename(source)),
	});
	makeDatabases(copy);
	return copy;
}
