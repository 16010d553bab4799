import type { Finding, Severity } from '../../lint/finding.ts';
import type { LintReport } from '../../project/project.ts';
import { LineIndex } from '../../sql/line-index.ts';
import type { TextRange } from '../../sql/text-range.ts';

/**
 * Returns what `lint --format json` prints; documented in docs/cli.md and stable. Lines and columns count from 1 and columns in UTF-16
 * code units, as editors do; `offsets` count UTF-16 code units from 0.
 */
export function jsonReport(report: LintReport, pathOf: (uri: string) => string) {
	const indexes = new Map([...report.sources].map(([uri, source]) => [uri, new LineIndex(source)]));
	const place = (uri: string, range: TextRange) => {
		const lines = indexes.get(uri);
		const at = (offset: number) => {
			const position = lines?.positionAt(offset) ?? { line: 0, character: 0 };
			return { line: position.line + 1, column: position.character + 1 };
		};
		return { path: pathOf(uri), uri, range: { start: at(range.start), end: at(range.end) }, offsets: range };
	};
	const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
	return {
		version: 1,
		findings: report.findings.map((finding: Finding) => ({
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
