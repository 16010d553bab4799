import { PassThrough, type Readable, type Writable } from 'node:stream';
import {
	type ClientCapabilities,
	createConnection,
	createProtocolConnection,
	type Diagnostic,
	type DocumentSelector,
	InitializedNotification,
	InitializeRequest,
	type InitializeResult,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
	type RegistrationParams,
	RegistrationRequest,
	StreamMessageReader,
	StreamMessageWriter,
	UnregistrationRequest,
} from 'vscode-languageserver/node';
import { connect, type ServerParts } from '../../src/server/connect.ts';

/** What VS Code can do, as far as the server asks. */
const ableClient: ClientCapabilities = {
	workspace: {
		workspaceEdit: { documentChanges: true, resourceOperations: ['rename'] },
		didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
		workspaceFolders: true,
	},
	textDocument: {
		synchronization: { dynamicRegistration: true },
		codeAction: { dynamicRegistration: true },
		filters: { relativePatternSupport: true },
	},
};

export interface ClientOptions {
	readonly folders: readonly string[];
	readonly trusted?: boolean;
	readonly capabilities?: ClientCapabilities;
}

/** A language client in the test's own process, joined to a server by two streams. */
export class LanguageClient {
	readonly connection: ProtocolConnection;
	/** What was registered, and is not unregistered. */
	readonly registered = new Map<string, { readonly method: string; readonly registerOptions: unknown }>();
	readonly #published = new Map<string, PublishDiagnosticsParams>();
	readonly #waiting: (() => void)[] = [];
	readonly #streams: readonly (Readable | Writable)[];

	private constructor(fromServer: Readable, toServer: Writable) {
		this.connection = createProtocolConnection(new StreamMessageReader(fromServer), new StreamMessageWriter(toServer));
		this.#streams = [fromServer, toServer];
		this.#listen();
	}

	/** Starts a server on `parts` in this process and says hello to it. */
	static async start(parts: ServerParts, options: ClientOptions): Promise<[LanguageClient, InitializeResult]> {
		const [toServer, toClient] = [new PassThrough(), new PassThrough()];
		connect(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), parts);
		return LanguageClient.join(toClient, toServer, options);
	}

	/** Says hello to a server that is somewhere else, and waits until it has looked through the folders. */
	static async join(
		fromServer: Readable,
		toServer: Writable,
		options: ClientOptions,
	): Promise<[LanguageClient, InitializeResult]> {
		const client = new LanguageClient(fromServer, toServer);
		const result = await client.connection.sendRequest(InitializeRequest.type, {
			processId: null,
			rootUri: null,
			workspaceFolders: options.folders.map((uri) => ({ uri, name: uri })),
			capabilities: options.capabilities ?? ableClient,
			initializationOptions: { trusted: options.trusted ?? true },
		});
		await client.connection.sendNotification(InitializedNotification.type, {});
		await client.connection.sendRequest('plumbline/projects', {});
		return [client, result];
	}

	/** Opens a document; returns its diagnostics. */
	async open(uri: string, text: string, languageId = 'sql'): Promise<readonly Diagnostic[]> {
		await this.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri, languageId, version: 1, text },
		});
		return this.diagnostics(uri, 1);
	}

	/** Waits for the diagnostics of this version of a document. */
	async diagnostics(uri: string, version: number): Promise<readonly Diagnostic[]> {
		return this.until(() => {
			const published = this.#published.get(uri);
			return published?.version === version ? published.diagnostics : undefined;
		});
	}

	/** What was published last for a document, of whatever version. */
	published(uri: string): PublishDiagnosticsParams | undefined {
		return this.#published.get(uri);
	}

	/** Waits until something that the server sent makes `ask` answer. */
	async until<T>(ask: () => T | undefined): Promise<T> {
		for (;;) {
			const answer = ask();
			if (answer !== undefined) return answer;
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
	}

	/** Selectors of the registrations of a method. */
	selectors(method: string): DocumentSelector[] {
		return [...this.registered.values()]
			.filter((registration) => registration.method === method)
			.map(({ registerOptions }) => (registerOptions as { documentSelector: DocumentSelector }).documentSelector);
	}

	dispose(): void {
		this.connection.dispose();
		for (const stream of this.#streams) stream.destroy();
	}

	#listen(): void {
		this.connection.onRequest(RegistrationRequest.type, ({ registrations }: RegistrationParams) => {
			for (const { id, method, registerOptions } of registrations) this.registered.set(id, { method, registerOptions });
			this.#wake();
		});
		this.connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
			for (const { id } of unregisterations) this.registered.delete(id);
			this.#wake();
		});
		this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
			this.#published.set(params.uri, params);
			this.#wake();
		});
		this.connection.onUnhandledNotification(() => this.#wake());
		this.connection.listen();
	}

	#wake(): void {
		for (const resolve of this.#waiting.splice(0)) resolve();
	}
}
