import type { ClientCapabilities } from 'vscode-languageserver/node';

/** What the client can do, of all that the server makes use of. */
export interface ClientFeatures {
	/** Edits name a document's version, so that they are refused for a text that has changed since. */
	readonly documentChanges: boolean;
	readonly renamesFiles: boolean;
	/** Documents and code actions are asked for where migrations are, and nowhere else. */
	readonly dynamicDocuments: boolean;
	readonly dynamicCodeActions: boolean;
	readonly watchesFiles: boolean;
	/** Glob patterns relative to a URI, in selectors and in watchers. */
	readonly relativeSelectors: boolean;
	readonly relativeWatchers: boolean;
	readonly changesFolders: boolean;
}

/** Reads a client's capabilities once; what is absent counts as not there. */
export function clientFeatures({ workspace, textDocument }: ClientCapabilities): ClientFeatures {
	return {
		documentChanges: workspace?.workspaceEdit?.documentChanges === true,
		renamesFiles: workspace?.workspaceEdit?.resourceOperations?.includes('rename') === true,
		dynamicDocuments: textDocument?.synchronization?.dynamicRegistration === true,
		dynamicCodeActions: textDocument?.codeAction?.dynamicRegistration === true,
		watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
		relativeSelectors: textDocument?.filters?.relativePatternSupport === true,
		relativeWatchers: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
		changesFolders: workspace?.workspaceFolders === true,
	};
}
