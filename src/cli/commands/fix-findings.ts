import { applyEdits, editsThatFit } from '../../lint/apply-edits.ts';
import type { TextEdit } from '../../lint/finding.ts';
import type { LintScope, Project } from '../../project/project.ts';
import { pathOfUri } from '../../project/uri.ts';
import { groupBy } from '../../sql/group-by.ts';
import { shiftRange } from '../../sql/text-range.ts';
import { replaceFile } from '../replace-file.ts';
import type { Terminal } from '../terminal.ts';

/** A fix may make room for another one; no chain of them is longer than this. */
const MOST_PASSES = 10;

/**
 * Applies the safe fixes of unreleased migrations, pass after pass until none is left, and tells what was done. With `dryRun` it shows
 * the lines as they would read and writes nothing.
 */
export async function fixFindings(
	project: Project,
	scope: LintScope,
	dryRun: boolean,
	terminal: Terminal,
): Promise<void> {
	for (let pass = 0; pass < MOST_PASSES; pass += 1) {
		const report = await project.lint(scope);
		const fixable = report.findings.filter((finding) => project.mayFix(finding.uri));
		const skipped = report.findings.length - fixable.length;
		const fixes = fixable.flatMap(({ fixes: [fix] }) => (fix?.safety === 'safe' ? [fix] : []));
		const edits = editsThatFit(fixes);
		if (pass === 0 && skipped > 0 && project.knowsReleased) {
			terminal.tell('note: what is released, or recorded by a local database, is left as it is.');
		} else if (pass === 0 && skipped > 0) {
			terminal.tell(
				'note: neither git nor a migrations table says what is released, so --fix touches only the newest migration.',
			);
		}
		if (edits.length === 0) return;
		for (const [uri, ofFile] of groupBy(edits, (edit) => edit.uri)) {
			const before = report.sources.get(uri) ?? '';
			const after = applyEdits(before, ofFile);
			if (dryRun) showEdits(project.pathOf(uri), before, ofFile, terminal);
			else await replaceFile(pathOfUri(uri), after);
			terminal.tell(
				`${dryRun ? 'would fix' : 'fixed'} ${project.pathOf(uri)}: ${ofFile.length} safe ${ofFile.length === 1 ? 'fix' : 'fixes'}`,
			);
			project.setText(uri, dryRun ? after : undefined);
		}
		if (!dryRun) await project.reload();
	}
}

/** Shows each line that changes as it is and as it would read, with all edits of the line made. */
function showEdits(path: string, before: string, edits: readonly TextEdit[], { print, colours }: Terminal): void {
	print(`--- ${path}`);
	const lineStart = (edit: TextEdit) => before.lastIndexOf('\n', edit.range.start - 1) + 1;
	for (const [start, ofLine] of groupBy(edits, lineStart)) {
		const lineEnd = before.indexOf('\n', Math.max(...ofLine.map(({ range }) => range.end)));
		const line = before.slice(start, lineEnd === -1 ? before.length : lineEnd);
		const moved = ofLine.map((edit) => ({ ...edit, range: shiftRange(edit.range, -start) }));
		print(colours.dim(`@@ line ${before.slice(0, start).split('\n').length}`));
		print(colours.red(`-${line}`));
		print(colours.green(`+${applyEdits(line, moved)}`));
	}
}
