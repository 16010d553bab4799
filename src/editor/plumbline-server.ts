import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
	ClientNotifications,
	ProjectState,
	ProjectSummary,
	ServerNotifications,
	ServerRequests,
} from '../server/protocol.ts';

type RunEventNotification = ServerNotifications['plumbline/runEvent'];

/** The language server, started when it is first asked for something. */
export class PlumblineServer implements vscode.Disposable {
	readonly #projects = new vscode.EventEmitter<readonly ProjectSummary[]>();
	readonly #state = new vscode.EventEmitter<ProjectState>();
	readonly #runEvent = new vscode.EventEmitter<RunEventNotification>();
	readonly #restarted = new vscode.EventEmitter<void>();
	readonly #extensionPath: string;
	readonly #log: vscode.LogOutputChannel;
	#client: Promise<LanguageClient> | undefined;

	readonly onDidChangeProjects = this.#projects.event;
	readonly onDidChangeState = this.#state.event;
	readonly onRunEvent = this.#runEvent.event;
	/** It ended by itself and came back; what it knew is gone. */
	readonly onDidRestart = this.#restarted.event;

	constructor(extensionPath: string, log: vscode.LogOutputChannel) {
		this.#extensionPath = extensionPath;
		this.#log = log;
	}

	get started(): boolean {
		return this.#client !== undefined;
	}

	/** Resolves when the server has looked through the workspace. A start that failed is tried again by the next call. */
	async start(): Promise<readonly ProjectSummary[]> {
		return this.request('plumbline/projects', {});
	}

	/** Sends a request; `token` cancels it. Rejects with a message fit for a person. */
	async request<M extends keyof ServerRequests>(
		method: M,
		params: ServerRequests[M]['params'],
		token?: vscode.CancellationToken,
	): Promise<ServerRequests[M]['result']> {
		this.#client ??= this.#begin();
		const client = await this.#client;
		// An absent token may not be passed on: the client takes any third argument for one.
		if (token === undefined) return client.sendRequest<ServerRequests[M]['result']>(method, params);
		return client.sendRequest<ServerRequests[M]['result']>(method, params, token);
	}

	/** Tells a running server that the workspace is trusted now; one that starts later is told at once. */
	async trust(): Promise<void> {
		const params: ClientNotifications['plumbline/trusted'] = {};
		await (await this.#client)?.sendNotification('plumbline/trusted', params);
	}

	/** Ends the server. The next request starts it again. */
	async stop(): Promise<void> {
		const client = this.#client;
		this.#client = undefined;
		await (await client)?.dispose();
	}

	dispose(): void {
		for (const emitter of [this.#projects, this.#state, this.#runEvent, this.#restarted]) emitter.dispose();
		this.stop().catch((error: unknown) => this.#log.warn(String(error)));
	}

	async #begin(): Promise<LanguageClient> {
		try {
			const began = performance.now();
			// The client library is most of the extension's code: loaded here, and not when the extension is activated.
			const { createClient } = await import('./create-client.ts');
			const client = createClient(join(this.#extensionPath, 'dist', 'server.js'), this.#log);
			client.onNotification('plumbline/projectsChanged', (projects) => this.#projects.fire(projects));
			client.onNotification('plumbline/stateChanged', (state) => this.#state.fire(state));
			client.onNotification('plumbline/runEvent', (event) => this.#runEvent.fire(event));
			await client.start();
			this.#log.info(`The language server runs after ${Math.round(performance.now() - began)} ms.`);
			client.onDidChangeState(({ newState }) => {
				// vscode-languageclient's State.Running; naming the enumeration would load the library.
				if (newState === 2) this.#restarted.fire();
			});
			return client;
		} catch (error) {
			this.#client = undefined;
			throw error;
		}
	}
}
