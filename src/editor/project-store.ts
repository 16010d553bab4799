import * as vscode from 'vscode';
import type { ProjectState, ProjectSummary } from '../server/protocol.ts';
import type { PlumblineServer } from './plumbline-server.ts';

/** A project with the state of its databases, as far as they were read. */
export interface KnownProject {
	readonly summary: ProjectSummary;
	readonly state: ProjectState | undefined;
}

/** The last that the server said of projects and databases. Views render it, and ask for nothing. */
export class ProjectStore implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #subscriptions: readonly vscode.Disposable[];
	readonly #states = new Map<string, ProjectState>();
	#summaries: readonly ProjectSummary[] | undefined;

	readonly onDidChange = this.#changed.event;

	constructor(server: PlumblineServer) {
		this.#subscriptions = [
			server.onDidChangeProjects((summaries) => this.setProjects(summaries)),
			server.onDidChangeState((state) => this.setState(state)),
			server.onDidRestart(() => {
				this.#states.clear();
				this.#changed.fire();
			}),
		];
	}

	/** Undefined until the server has looked through the workspace. */
	get projects(): readonly KnownProject[] | undefined {
		return this.#summaries?.map((summary) => ({ summary, state: this.#states.get(summary.root) }));
	}

	setProjects(summaries: readonly ProjectSummary[]): void {
		this.#summaries = summaries;
		const roots = new Set(summaries.map(({ root }) => root));
		for (const root of this.#states.keys()) if (!roots.has(root)) this.#states.delete(root);
		this.#changed.fire();
	}

	setState(state: ProjectState): void {
		this.#states.set(state.root, state);
		this.#changed.fire();
	}

	dispose(): void {
		this.#changed.dispose();
		for (const subscription of this.#subscriptions) subscription.dispose();
	}
}
