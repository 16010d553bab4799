import {
	type Connection,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
	type TextDocumentSyncOptions,
	TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSystem } from '../project/file-system.ts';
import type { Project } from '../project/project.ts';
import { canonicalUri } from '../project/uri.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { codeActions } from './code-actions.ts';
import { Databases } from './databases.ts';
import { toDiagnostics } from './diagnostics.ts';
import { DocumentTexts } from './document-texts.ts';
import { type CheckedDocument, OpenFindings } from './open-findings.ts';
import { type ProjectSource, Projects } from './projects.ts';
import { codeActionOptions, Registrations } from './registrations.ts';
import { answerRequests } from './requests.ts';
import { ruleUrl } from './rule-url.ts';
import { Trust } from './trust.ts';
import { TrustedWorker, type Worker } from './trusted-worker.ts';
import { WatchedFiles } from './watched-files.ts';

/** What the server stands on: the disk and a forked worker, or what a test puts there. */
export interface ServerParts {
	readonly files: FileSystem;
	findRoots: ProjectSource['findRoots'];
	/** `trusted` tells whether programs (git) may be started. */
	openProject(root: string, trusted: boolean): Promise<Project>;
	/** Lets a project use programs from now on; it is reloaded afterwards. */
	trustProject(project: Project): void;
	createWorker(): Worker;
}

/** Serves a client on this connection until it says `exit`. */
export function connect(connection: Connection, parts: ServerParts): void {
	connection.onInitialize((params) => serve(connection, parts, params));
	connection.listen();
}

function serve(connection: Connection, parts: ServerParts, params: InitializeParams): InitializeResult {
	const log = connection.console;
	const features = clientFeatures(params.capabilities);
	const trust = new Trust(saysTrusted(params.initializationOptions));
	const worker = new TrustedWorker(trust, () => parts.createWorker());
	const documents = new TextDocuments(TextDocument);
	const texts = new DocumentTexts(documents, parts.files);
	const open = (root: string) => parts.openProject(root, trust.granted);
	const projects = new Projects({ findRoots: parts.findRoots, open }, log);
	const databases = new Databases({
		worker,
		log,
		onChanged: (state) => void connection.sendNotification('plumbline/stateChanged', state),
	});
	const findings = new OpenFindings({ projects, texts, log, publish: (checked) => publish(connection, checked) });
	const watched = new WatchedFiles({ projects, databases, isOpen: (uri) => texts.open(uri) !== undefined });
	const registrations = new Registrations(connection, features, log);
	let folders = foldersOf(params);

	documents.onDidChangeContent(({ document }) => findings.changed(document));
	documents.onDidClose(({ document }) => {
		findings.closed(document);
		void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
	});
	documents.listen(connection);

	connection.onCodeAction(async ({ textDocument, range, context }) => {
		const checked = await findings.of(textDocument.uri);
		if (checked === undefined || checked.version !== checked.document.version) return [];
		const project = projects.owner(textDocument.uri);
		return codeActions({
			...checked,
			range,
			context,
			features,
			ruleUrl,
			mayFix: project?.mayFix(textDocument.uri) === true,
		});
	});

	projects.onChanged(() => {
		findings.projectsChanged();
		for (const project of projects.all) databases.projectChanged(project);
		void registrations.update(folders, projects.all);
		const summaries = projects.all.map((project) => project.summary());
		void connection.sendNotification('plumbline/projectsChanged', summaries);
	});
	connection.onDidChangeWatchedFiles((changes) => watched.changed(changes));
	trust.onGranted(() => void projects.reloadAll((project) => parts.trustProject(project)));
	connection.onNotification('plumbline/trusted', () => trust.grant());
	answerRequests({ connection, projects, databases, worker, log });

	connection.onInitialized(() => {
		void projects.setFolders(folders);
		if (!features.changesFolders) return;
		connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			const gone = new Set(removed.map(({ uri }) => canonicalUri(uri)));
			folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => canonicalUri(uri))];
			void projects.setFolders(folders);
		});
	});
	connection.onShutdown(() => {
		watched.dispose();
		databases.dispose();
		findings.dispose();
		worker.dispose();
	});
	return { serverInfo: { name: 'Plumbline' }, capabilities: capabilitiesFor(features) };
}

/** What a client registers for when it is asked is not announced as well, or it would be sent twice, and for every document. */
function capabilitiesFor(features: ClientFeatures): InitializeResult['capabilities'] {
	const { dynamicDocuments, dynamicCodeActions } = features;
	const allDocuments: TextDocumentSyncOptions = { openClose: true, change: TextDocumentSyncKind.Incremental };
	return {
		textDocumentSync: dynamicDocuments ? TextDocumentSyncKind.None : allDocuments,
		...(!dynamicCodeActions && { codeActionProvider: codeActionOptions }),
		workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
	};
}

function publish(connection: Connection, { document, version, findings, documents }: CheckedDocument): void {
	const diagnostics = toDiagnostics(findings, document, documents, ruleUrl);
	void connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
}

/** A client that does not say so is not trusted. */
function saysTrusted(options: unknown): boolean {
	return typeof options === 'object' && options !== null && 'trusted' in options && options.trusted === true;
}

/** `rootUri` is what clients sent before there were several folders, and some still do. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
	const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
	return uris.map(canonicalUri);
}
