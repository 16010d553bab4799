import type { Finding, Severity } from '../../lint/finding.ts';
import { LineIndex } from '../../sql/line-index.ts';
import type { Terminal } from '../terminal.ts';

/** A long line is cut around the place it is shown for. */
const LONGEST_EXCERPT = 110;

/** A document with findings, as it is printed. */
export interface ReportedDocument {
	readonly path: string;
	readonly source: string;
	readonly findings: readonly Finding[];
	/** Whether `--fix` would touch it. */
	readonly mayFix: boolean;
}

/** Prints findings file by file, each with its place, its message, and the line it is about with carets under it. */
export function printFindings(documents: readonly ReportedDocument[], terminal: Terminal): void {
	const { colours } = terminal;
	for (const { path, source, findings, mayFix } of documents) {
		const lines = new LineIndex(source);
		terminal.print(colours.underline(path));
		for (const finding of findings) {
			const start = lines.positionAt(finding.range.start);
			const place = `${start.line + 1}:${start.character + 1}`.padStart(7);
			const severity = paint(finding.severity, terminal)(finding.severity.padEnd(11));
			const fix = mayFix && finding.fixes.some(({ safety }) => safety === 'safe') ? colours.green(' [--fix]') : '';
			terminal.print(`${colours.dim(place)}  ${severity} ${finding.message}  ${colours.dim(finding.rule)}${fix}`);
			if (finding.range.end > finding.range.start) printExcerpt(finding, source, lines, terminal);
		}
		terminal.print('');
	}
}

function printExcerpt(finding: Finding, source: string, lines: LineIndex, terminal: Terminal): void {
	const { colours } = terminal;
	const start = lines.positionAt(finding.range.start);
	const lineStart = lines.offsetAt({ line: start.line, character: 0 });
	const line = (source.slice(lineStart).split(/\r?\n/, 1)[0] ?? '').replaceAll('\t', ' ');
	const length = Math.max(1, Math.min(finding.range.end - finding.range.start, line.length - start.character));
	const cut = Math.max(0, Math.min(start.character - 20, line.length - LONGEST_EXCERPT));
	const gutter = `${start.line + 1} │ `.padStart(12);
	terminal.print(`${colours.dim(gutter)}${line.slice(cut, cut + LONGEST_EXCERPT)}`);
	const carets = paint(finding.severity, terminal)('^'.repeat(Math.min(length, LONGEST_EXCERPT)));
	terminal.print(`${' '.repeat(gutter.length + start.character - cut)}${carets}`);
}

function paint(severity: Severity, { colours }: Terminal): (text: string) => string {
	if (severity === 'error') return colours.red;
	return severity === 'warning' ? colours.yellow : colours.cyan;
}
