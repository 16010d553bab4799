import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Severity } from '../lint/finding.ts';
import { canonicalUri } from '../project/uri.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { DocumentsByUri } from './document-texts.ts';

/** The `source` of all our diagnostics. */
const diagnosticSource = 'plumbline';

/** VS Code keeps no more than this of one file and collection, and drops the rest in silence. */
export const mostDiagnostics = 1000;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/**
 * Returns the findings of `document` as a client shows them: at most `mostDiagnostics`, the gravest first, and where some
 * are left out a last one that says how many.
 * @param related every document that the findings' related places are in.
 * @param ruleUrl the address of a rule's page.
 */
export function toDiagnostics(
	findings: readonly Finding[],
	document: TextDocument,
	related: DocumentsByUri,
	ruleUrl: (rule: string) => string,
): Diagnostic[] {
	const byGravity = findings.toSorted((a, b) => severityOf(a) - severityOf(b) || a.range.start - b.range.start);
	if (byGravity.length <= mostDiagnostics) return byGravity.map((it) => toDiagnostic(it, document, related, ruleUrl));
	const shown = byGravity.slice(0, mostDiagnostics - 1);
	return [
		...shown.map((it) => toDiagnostic(it, document, related, ruleUrl)),
		howManyMore(findings.length - shown.length),
	];
}

/** Returns one finding as a diagnostic. Those of released migrations are hints: dots in the editor, no problem in the list. */
export function toDiagnostic(
	finding: Finding,
	document: TextDocument,
	related: DocumentsByUri,
	ruleUrl: (rule: string) => string,
): Diagnostic {
	return {
		source: diagnosticSource,
		severity: severityOf(finding),
		message: finding.message,
		range: toRange(document, finding.range),
		code: finding.rule,
		codeDescription: { href: ruleUrl(finding.rule) },
		relatedInformation: finding.related.flatMap((place) => {
			const there = related.get(canonicalUri(place.uri));
			if (there === undefined) return [];
			return [{ message: place.message, location: { uri: there.uri, range: toRange(there, place.range) } }];
		}),
	};
}

/** Returns the lines and columns of a range, both counted from 0, columns in UTF-16 code units. */
export function toRange(document: TextDocument, range: TextRange): Range {
	return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

function severityOf({ severity, released }: Finding): DiagnosticSeverity {
	return released ? DiagnosticSeverity.Hint : severities[severity];
}

function howManyMore(count: number): Diagnostic {
	const start = { line: 0, character: 0 };
	return {
		source: diagnosticSource,
		severity: DiagnosticSeverity.Information,
		message: `${count} more findings in this file are not shown here. \`plumbline lint\` lists them all.`,
		range: { start, end: start },
	};
}
