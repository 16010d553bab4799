import type { Severity } from '../../lint/finding.ts';
import type { LintReport } from '../../project/project.ts';
import type { TextRange } from '../../sql/text-range.ts';
import type { Locator } from './locator.ts';

/**
 * Returns what `lint --format json` prints; documented in docs/cli.md and stable. Lines and columns count from 1, columns
 * in UTF-16 code units; `offsets` count UTF-16 code units from 0.
 */
export function jsonReport(report: LintReport, locator: Locator) {
	const place = (uri: string, range: TextRange) => {
		const { path, start, end } = locator.locate(uri, range);
		return { path, uri, range: { start, end }, offsets: range };
	};
	const pathOf = (uri: string) => locator.locate(uri, { start: 0, end: 0 }).path;
	const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
	return {
		version: 1,
		findings: report.findings.map((finding) => ({
			rule: finding.rule,
			severity: finding.severity,
			message: finding.message,
			...place(finding.uri, finding.range),
			released: finding.released,
			related: finding.related.map(({ message, uri, range }) => ({ message, ...place(uri, range) })),
			fixes: finding.fixes.map(({ title, safety, edits, rename }) => ({
				title,
				safety,
				edits: edits.map((edit) => ({ ...place(edit.uri, edit.range), newText: edit.newText })),
				...(rename && { rename: { from: pathOf(rename.from), to: pathOf(rename.to) } }),
			})),
		})),
		summary: {
			files: report.files,
			errors: count('error'),
			warnings: count('warning'),
			information: count('information'),
			notShown: report.notShown,
		},
	};
}
