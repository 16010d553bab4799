import { type CodeAction, type CodeActionContext, CodeActionKind, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { editsThatFit } from '../lint/apply-edits.ts';
import type { Finding } from '../lint/finding.ts';
import { suppressFinding } from '../lint/suppress-finding.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { ClientFeatures } from './client-features.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { DocumentsByUri } from './document-texts.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** The kind of the action that makes all safe fixes of a document, for `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.plumbline`;

export interface CodeActionRequest {
	readonly document: TextDocument;
	/** Of the document's current text. */
	readonly findings: readonly Finding[];
	readonly range: Range;
	readonly context: CodeActionContext;
	/** Every document that the findings name. */
	readonly documents: DocumentsByUri;
	readonly features: ClientFeatures;
	readonly ruleUrl: (rule: string) => string;
	/** False for released migrations: fixes there are made one by one, by a person, or not at all. */
	readonly mayFix: boolean;
}

/**
 * Returns the fixes of the findings that `range` touches, as quick fixes, and where the client asks for source actions the one
 * that makes all safe fixes of the document.
 */
export function codeActions(request: CodeActionRequest): CodeAction[] {
	const { only } = request.context;
	const actions: CodeAction[] = [];
	if (only === undefined || wants(only, CodeActionKind.QuickFix)) actions.push(...quickFixes(request));
	// Nobody who asks for everything at a place wants the whole document changed.
	if (only !== undefined && wants(only, fixAllKind)) actions.push(...fixAll(request));
	return actions;
}

/** Kinds are hierarchical: who asks for `source` wants `source.fixAll.plumbline` as well. */
function wants(only: readonly string[], kind: string): boolean {
	return only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

function* quickFixes(request: CodeActionRequest): Generator<CodeAction> {
	const { document, range, documents, features, ruleUrl } = request;
	const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
	for (const finding of request.findings.filter((it) => touches(it.range, asked))) {
		const onlySafe = finding.fixes.filter(({ safety }) => safety === 'safe').length === 1;
		for (const fix of finding.fixes) {
			const edit = toWorkspaceEdit(fix, documents, features);
			if (edit === undefined) continue;
			yield {
				title: fix.title,
				kind: CodeActionKind.QuickFix,
				diagnostics: [toDiagnostic(finding, document, documents, ruleUrl)],
				edit,
				...(onlySafe && fix.safety === 'safe' && { isPreferred: true }),
			};
		}
	}
	yield* suppressions(request, asked);
}

/** Behind all fixes: mending comes before silencing. */
function* suppressions(request: CodeActionRequest, asked: TextRange): Generator<CodeAction> {
	const { document, documents, features, ruleUrl } = request;
	for (const finding of request.findings.filter((it) => touches(it.range, asked))) {
		for (const fix of suppressFinding(finding, document.getText())) {
			const edit = toWorkspaceEdit(fix, documents, features);
			const diagnostics = [toDiagnostic(finding, document, documents, ruleUrl)];
			if (edit !== undefined) yield { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit };
		}
	}
}

function* fixAll({ findings, mayFix, documents, features }: CodeActionRequest): Generator<CodeAction> {
	const safe = findings.flatMap(({ fixes }) => fixes.filter(({ safety }) => safety === 'safe').slice(0, 1));
	const edits = mayFix ? editsThatFit(safe.filter(({ rename }) => rename === undefined)) : [];
	if (edits.length === 0) return;
	const edit = toWorkspaceEdit({ edits }, documents, features);
	if (edit !== undefined) yield { title: 'Make all safe Plumbline fixes', kind: fixAllKind, edit };
}

/** A cursor at either end of a range touches it. */
function touches(a: TextRange, b: TextRange): boolean {
	return a.start <= b.end && b.start <= a.end;
}
