import * as vscode from 'vscode';
import type { ProjectSummary } from '../../server/protocol.ts';

/** A migration that is open could not be saved, so that what would run is not what is seen. */
class NotSavedError extends Error {
	constructor(name: string) {
		super(vscode.l10n.t('{0} has changes that could not be saved. Nothing was run: save it, and try again.', name));
		this.name = 'NotSavedError';
	}
}

/**
 * Saves the migrations of a project that have unsaved changes: what runs is what is in the files.
 * @throws NotSavedError
 */
export async function saveMigrations(project: ProjectSummary): Promise<void> {
	const folders = project.directories.map(({ uri }) => `${vscode.Uri.parse(uri).path}/`);
	const dirty = vscode.workspace.textDocuments.filter(
		({ isDirty, uri }) => isDirty && folders.some((folder) => uri.path.startsWith(folder)),
	);
	for (const document of dirty) {
		if (!(await document.save())) throw new NotSavedError(vscode.workspace.asRelativePath(document.uri));
	}
}
