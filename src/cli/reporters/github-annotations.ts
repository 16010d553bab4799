import type { Severity } from '../../lint/finding.ts';
import type { LocatedFinding } from './locator.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
	error: 'error',
	warning: 'warning',
	information: 'notice',
	hint: 'notice',
};

/**
 * Returns findings as workflow commands, which GitHub shows beside the lines of a pull request.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubAnnotations(findings: readonly LocatedFinding[]): readonly string[] {
	return findings.map(({ finding, location: { path, start, end } }) => {
		const properties = {
			file: path,
			line: start.line,
			endLine: end.line,
			// Columns over several lines are refused.
			...(start.line === end.line && { col: start.column, endColumn: end.column }),
			title: finding.rule,
		};
		const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
		return `::${LEVELS[finding.severity]} ${written.join(',')}::${escapeData(finding.message)}`;
	});
}

function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
