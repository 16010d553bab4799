import type { Finding, Fix } from './finding.ts';

/** What a person is to replace: a suppression without a reason helps nobody. */
const REASON = 'say why';

/**
 * Returns the ways to silence a finding by a comment, as suggested fixes: for its line and for the file. In code only for the
 * file, since a line may lie inside a string; in a released migration none, since its text is what ran.
 */
export function suppressFinding(finding: Finding, source: string): readonly Fix[] {
	const { rule, uri } = finding;
	if (rule.startsWith('lint/') || finding.released) return [];
	const marker = commentMarker(uri);
	const newline = source.includes('\r\n') ? '\r\n' : '\n';
	const insert = (title: string, at: number, comment: string): Fix => ({
		title,
		safety: 'suggested',
		edits: [{ uri, range: { start: at, end: at }, newText: `${comment}${newline}` }],
	});
	const top = startOfComments(source);
	const forFile = insert(`Suppress ${rule} in this file`, top, `${marker} plumbline-ignore-file ${rule}: ${REASON}`);
	if (marker !== '--' || finding.range.start === finding.range.end) return [forFile];
	const line = source.lastIndexOf('\n', finding.range.start - 1) + 1;
	const indent = /^[ \t]*/.exec(source.slice(line))?.[0] ?? '';
	const forLine = `${indent}-- plumbline-ignore ${rule}: ${REASON}`;
	return [insert(`Suppress ${rule} for this line`, line, forLine), forFile];
}

function commentMarker(uri: string): '--' | '#' | '//' {
	if (uri.endsWith('.sql')) return '--';
	return uri.endsWith('.py') ? '#' : '//';
}

/** A byte order mark and a `#!` line stay first. */
function startOfComments(source: string): number {
	const mark = source.startsWith('\uFEFF') ? 1 : 0;
	if (!source.startsWith('#!', mark)) return mark;
	const end = source.indexOf('\n');
	return end === -1 ? source.length : end + 1;
}
