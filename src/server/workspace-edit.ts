import { RenameFile, TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { Fix } from '../lint/finding.ts';
import { canonicalUri } from '../project/uri.ts';
import type { ClientFeatures } from './client-features.ts';
import { toRange } from './diagnostics.ts';
import { type DocumentsByUri, isOpen } from './document-texts.ts';

/**
 * Returns a fix as an edit that the client makes, with a preview if it likes. Undefined where it cannot be made whole: a document
 * that could not be read, or a new file name for a client that renames no files.
 */
export function toWorkspaceEdit(
	fix: Pick<Fix, 'edits' | 'rename'>,
	documents: DocumentsByUri,
	features: Pick<ClientFeatures, 'documentChanges' | 'renamesFiles'>,
): WorkspaceEdit | undefined {
	const edits: { uri: string; version: number | null; edits: TextEdit[] }[] = [];
	for (const uri of new Set(fix.edits.map((edit) => canonicalUri(edit.uri)))) {
		const document = documents.get(uri);
		if (document === undefined) return undefined;
		edits.push({
			uri: document.uri,
			version: isOpen(document) ? document.version : null,
			edits: fix.edits
				.filter((edit) => canonicalUri(edit.uri) === uri)
				.map((edit) => ({ range: toRange(document, edit.range), newText: edit.newText })),
		});
	}
	if (!features.documentChanges) {
		if (fix.rename !== undefined) return undefined;
		return { changes: Object.fromEntries(edits.map((document) => [document.uri, document.edits])) };
	}
	const documentChanges: WorkspaceEdit['documentChanges'] = edits.map((document) =>
		TextDocumentEdit.create({ uri: document.uri, version: document.version }, document.edits),
	);
	if (fix.rename !== undefined) {
		if (!features.renamesFiles) return undefined;
		const from = documents.get(canonicalUri(fix.rename.from))?.uri ?? fix.rename.from;
		documentChanges.push(RenameFile.create(from, fix.rename.to, { overwrite: false }));
	}
	return { documentChanges };
}
