import * as vscode from 'vscode';
import { commands, contextKeys, type WorkspaceState } from './ids.ts';
import type { FromMatrix } from './matrix/matrix-model.ts';
import { isNumbered, migrationGlob } from './migration-patterns.ts';
import type { PlumblineServer } from './plumbline-server.ts';
import type { ProjectStore } from './project-store.ts';
import type { TreeNode } from './tree/tree-node.ts';

export interface WakeUpParts {
	readonly server: PlumblineServer;
	readonly store: ProjectStore;
	readonly view: vscode.TreeView<TreeNode>;
	readonly log: vscode.LogOutputChannel;
}

/**
 * Starts the server when there is a reason to: a file that looks like a migration, or somebody who opens the view or gives a command.
 * In any other workspace there is no process and no work.
 */
export class WakeUp implements vscode.Disposable {
	readonly #parts: WakeUpParts;
	readonly #subscriptions: vscode.Disposable[] = [];
	/** Projects whose databases were read, or tried to, because somebody looked. */
	readonly #looked = new Set<string>();
	#state: WorkspaceState | undefined;

	constructor(parts: WakeUpParts) {
		this.#parts = parts;
	}

	begin(): void {
		const { server, store, view } = this.#parts;
		const watcher = vscode.workspace.createFileSystemWatcher(migrationGlob, false, true, true);
		this.#subscriptions.push(
			watcher,
			watcher.onDidCreate(() => this.#inBackground(this.#wake())),
			vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#inBackground(this.#trusted())),
			view.onDidChangeVisibility(({ visible }) => {
				if (visible) this.#inBackground(this.refreshOnce());
			}),
			store.onDidChange(() => this.#show(stateOf(store))),
			server.onDidRestart(() => {
				this.#looked.clear();
				if (view.visible) this.#inBackground(this.refreshOnce());
			}),
		);
		this.#show('asleep');
		if (view.visible) this.#inBackground(this.refreshOnce());
		for (const document of vscode.workspace.textDocuments) this.#opened(document);
		this.#inBackground(this.#lookForMigrations());
	}

	/** Looks through the workspace, and reads the databases that may be read without asking, again. */
	async refresh(): Promise<void> {
		this.#looked.clear();
		await this.refreshOnce();
	}

	/** The same, for projects that nobody looked at yet. Reading needs trust; listing does not. */
	async refreshOnce(): Promise<void> {
		const { server, store } = this.#parts;
		await this.#wake(true);
		if (!vscode.workspace.isTrusted) return;
		const roots = (store.projects ?? []).map(({ summary }) => summary.root).filter((root) => !this.#looked.has(root));
		for (const root of roots) this.#looked.add(root);
		await vscode.window.withProgress({ location: { viewId: 'plumbline.environments' } }, () =>
			Promise.all(roots.map((root) => server.request('plumbline/refresh', { root }))),
		);
	}

	/** Carries out what was clicked in the matrix. */
	answer(asked: FromMatrix): void {
		const { server } = this.#parts;
		switch (asked.type) {
			case 'ready':
				break;
			case 'refresh':
				this.#inBackground(this.refresh());
				break;
			case 'connect':
				this.#inBackground(server.request('plumbline/refresh', { root: asked.root, environment: asked.name }));
				break;
			case 'open':
				vscode.commands.executeCommand(commands.openMigration, { uri: asked.uri });
				break;
		}
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	async #lookForMigrations(): Promise<void> {
		const [found] = await vscode.workspace.findFiles(migrationGlob, '**/node_modules/**', 1);
		if (found !== undefined) await this.#wake();
	}

	#opened({ uri }: vscode.TextDocument): void {
		if (uri.scheme === 'file' && isNumbered(uri.path.slice(uri.path.lastIndexOf('/') + 1)))
			this.#inBackground(this.#wake());
	}

	/** Starts the server. Where it finds no migrations and nobody asked for it, it is let go again. */
	async #wake(asked = false): Promise<void> {
		const { server, store } = this.#parts;
		if (!server.started) this.#show('starting');
		try {
			const projects = await server.start();
			store.setProjects(projects);
			if (projects.length === 0 && !asked) await server.stop();
		} catch (error) {
			this.#show('failed');
			throw error;
		}
	}

	async #trusted(): Promise<void> {
		const { server, view } = this.#parts;
		await server.trust();
		if (view.visible) await this.refreshOnce();
	}

	#show(state: WorkspaceState): void {
		if (state === this.#state) return;
		this.#state = state;
		vscode.commands.executeCommand('setContext', contextKeys.state, state);
	}

	#inBackground(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.#parts.log.error(error instanceof Error ? error : String(error)));
	}
}

function stateOf({ projects }: ProjectStore): WorkspaceState {
	if (projects === undefined) return 'starting';
	if (projects.length === 0) return 'no migrations';
	return projects.some(({ summary }) => summary.environments.length > 0) ? 'ready' : 'no environments';
}
