import {
	CodeActionKind,
	type CodeActionRegistrationOptions,
	CodeActionRequest,
	type Connection,
	DidChangeTextDocumentNotification,
	DidChangeWatchedFilesNotification,
	type DidChangeWatchedFilesRegistrationOptions,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type Disposable,
	type DocumentSelector,
	type GlobPattern,
	type RelativePattern,
	TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { CONFIGURATION_FILE } from '../project/configuration-file.ts';
import type { Project } from '../project/project.ts';
import { pathOfUri } from '../project/uri.ts';
import type { ClientFeatures } from './client-features.ts';
import { fixAllKind } from './code-actions.ts';
import { databaseFiles, watchedPatterns } from './database-files.ts';
import { explained, type Log } from './log.ts';

/** Code actions as they are announced to a client. */
export const codeActionOptions = { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] };

/** Files whose coming and going can make a project, or end one. */
const landmarks = [`**/${CONFIGURATION_FILE}`, '**/*{migrat,Migrat,version}*/**/*.{sql,py,ts,js,mts,cts,mjs,cjs}'];

/**
 * Asks the client for the documents in the migration directories and for no others, and to tell of changes to the files that
 * matter. Made anew when the projects change; a client that cannot be asked gets what is announced at `initialize`.
 */
export class Registrations {
	readonly #connection: Connection;
	readonly #features: ClientFeatures;
	readonly #log: Log;
	#current: { readonly key: string; readonly disposables: readonly Disposable[] } = { key: '', disposables: [] };
	#settled: Promise<void> = Promise.resolve();

	constructor(connection: Connection, features: ClientFeatures, log: Log) {
		this.#connection = connection;
		this.#features = features;
		this.#log = log;
	}

	/** Registers for these projects. Does nothing where nothing has changed. */
	update(folders: readonly string[], projects: readonly Project[]): Promise<void> {
		this.#settled = this.#settled
			.then(() => this.#replace(folders, projects))
			.catch((error: unknown) => this.#log.warn(`The client refused a registration: ${explained(error)}`));
		return this.#settled;
	}

	async #replace(folders: readonly string[], projects: readonly Project[]): Promise<void> {
		const directories = projects.flatMap((project) => project.directories.map(({ uri }) => uri));
		const documentSelector = directories.map((uri) => ({
			scheme: 'file',
			pattern: this.#below({ baseUri: uri, pattern: '**/*' }, this.#features.relativeSelectors),
		}));
		const watchers = watchedBy(folders, projects).map((pattern) => ({
			globPattern: this.#below(pattern, this.#features.relativeWatchers),
		}));
		const key = JSON.stringify([documentSelector, watchers]);
		if (key === this.#current.key) return;
		const old = this.#current.disposables;
		const disposables = [...(await this.#documents(documentSelector)), ...(await this.#watch({ watchers }))];
		this.#current = { key, disposables };
		// Only now: a document that is in both would otherwise be closed and opened again.
		for (const disposable of old) disposable.dispose();
	}

	async #documents(documentSelector: DocumentSelector): Promise<Disposable[]> {
		const { client } = this.#connection;
		const made: Disposable[] = [];
		if (documentSelector.length === 0) return made;
		if (this.#features.dynamicDocuments) {
			const syncKind = TextDocumentSyncKind.Incremental;
			// Changes first: an edit between the two would otherwise be lost.
			made.push(await client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind }));
			made.push(await client.register(DidCloseTextDocumentNotification.type, { documentSelector }));
			made.push(await client.register(DidOpenTextDocumentNotification.type, { documentSelector }));
		}
		if (this.#features.dynamicCodeActions) {
			const options: CodeActionRegistrationOptions = { documentSelector, ...codeActionOptions };
			made.push(await client.register(CodeActionRequest.type, options));
		}
		return made;
	}

	async #watch(options: DidChangeWatchedFilesRegistrationOptions): Promise<Disposable[]> {
		if (!this.#features.watchesFiles || options.watchers.length === 0) return [];
		return [await this.#connection.client.register(DidChangeWatchedFilesNotification.type, options)];
	}

	#below(pattern: RelativePattern & { readonly baseUri: string }, supported: boolean): GlobPattern {
		return supported ? pattern : `${escapeGlob(pathOfUri(pattern.baseUri).replaceAll('\\', '/'))}/${pattern.pattern}`;
	}
}

function watchedBy(folders: readonly string[], projects: readonly Project[]) {
	const below = (baseUri: string, pattern: string) => ({ baseUri, pattern });
	return [
		...folders.flatMap((folder) => landmarks.map((pattern) => below(folder, pattern))),
		...projects.flatMap((project) => [
			...project.directories.map(({ uri }) => below(uri, '**/*')),
			...project.environments.flatMap((environment) => {
				const files = databaseFiles(project.root, environment);
				return files === undefined ? [] : watchedPatterns(files).map((pattern) => below(files.base, pattern));
			}),
		]),
	];
}

/** A character class of one character is the one escape that every client's globs know. */
function escapeGlob(path: string): string {
	return path.replace(/[*?{}[\]]/g, (character) => `[${character}]`);
}
