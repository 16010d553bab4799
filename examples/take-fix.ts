import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { groupBy } from '../src/sql/group-by.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';
import type { ReportedEdit, ReportedFix } from './plumbline.ts';

/** A file as a fix left it. Paths are relative, with `/`. */
export interface ChangedFile {
	readonly path: string;
	readonly lines: readonly DiffLine[];
	readonly renamedTo?: string;
}

/** Makes the edits of fixes, which must not overlap, and then their renames. Returns what changed, file by file. */
export function takeFixes(folder: string, fixes: readonly ReportedFix[]): readonly ChangedFile[] {
	const edits = fixes.flatMap((fix) => fix.edits);
	const changed: ChangedFile[] = [...groupBy(edits, (edit) => edit.path)].map(([file, ofFile]) =>
		rewriteFile(folder, file, (text) => withEdits(text, ofFile)),
	);
	for (const { rename } of fixes) {
		if (rename === undefined) continue;
		renameSync(path.join(folder, rename.from), path.join(folder, rename.to));
		changed.push({ path: rename.from, lines: [], renamedTo: rename.to });
	}
	return changed;
}

/** Writes a file anew and returns what changed in it. */
export function rewriteFile(folder: string, file: string, rewrite: (text: string) => string): ChangedFile {
	const where = path.join(folder, file);
	const before = readFileSync(where, 'utf8');
	const after = rewrite(before);
	writeFileSync(where, after);
	return { path: file, lines: lineDiff(before, after) };
}

/** From the end of the text to its beginning, so that no edit moves the place of another. */
function withEdits(text: string, edits: readonly ReportedEdit[]): string {
	return edits
		.toSorted((a, b) => b.offsets.start - a.offsets.start)
		.reduce(
			(result, { offsets, newText }) => result.slice(0, offsets.start) + newText + result.slice(offsets.end),
			text,
		);
}
