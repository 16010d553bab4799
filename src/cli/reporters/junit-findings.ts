import { groupBy } from '../../sql/group-by.ts';
import type { LocatedFinding } from './locator.ts';

/** Returns findings as JUnit XML: a suite a file, a failed case a finding; one passed case where nothing was found. */
export function junitFindings(findings: readonly LocatedFinding[]): string {
	const suites = [...groupBy(findings, ({ location }) => location.path)].map(([path, ofFile]) => {
		const cases = ofFile.map(({ finding, location: { start } }) => {
			const name = `${finding.rule} ${start.line}:${start.column}`;
			const failure = `<failure type="${escapeXml(finding.severity)}" message="${escapeXml(finding.message)}"/>`;
			return `\t\t<testcase classname="${escapeXml(path)}" name="${escapeXml(name)}">${failure}</testcase>`;
		});
		const count = `tests="${ofFile.length}" failures="${ofFile.length}"`;
		return [`\t<testsuite name="${escapeXml(path)}" ${count}>`, ...cases, '\t</testsuite>'].join('\n');
	});
	const passed = '\t<testsuite name="plumbline" tests="1" failures="0">\n\t\t<testcase name="lint"/>\n\t</testsuite>';
	const body = suites.length === 0 ? passed : suites.join('\n');
	return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="plumbline lint">\n${body}\n</testsuites>`;
}

function escapeXml(text: string): string {
	const escaped = text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
	// XML 1.0 has no way to write other control characters.
	return escaped.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}
