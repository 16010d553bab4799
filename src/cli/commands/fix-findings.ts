import { applyEdits, editsThatFit } from '../../lint/apply-edits.ts';
import type { TextEdit } from '../../lint/finding.ts';
import type { LintScope, Project } from '../../project/project.ts';
import { pathOfUri } from '../../project/uri.ts';
import { groupBy } from '../../sql/group-by.ts';
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
		if (pass === 0 && skipped > 0 && !project.knowsReleased) {
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

function showEdits(path: string, before: string, edits: readonly TextEdit[], { print, colours }: Terminal): void {
	print(`--- ${path}`);
	for (const edit of edits) {
		const start = before.lastIndexOf('\n', edit.range.start - 1) + 1;
		const lineEnd = before.indexOf('\n', edit.range.end);
		const end = lineEnd === -1 ? before.length : lineEnd;
		const line = before.slice(start, end);
		const moved = { ...edit, range: { start: edit.range.start - start, end: edit.range.end - start } };
		print(colours.red(`-${line}`));
		print(colours.green(`+${applyEdits(line, [moved])}`));
	}
}
