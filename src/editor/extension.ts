import { loadStarted } from './load-started.ts';
// That one comes first: it looks at the clock before the others are loaded.

import * as vscode from 'vscode';
import { registerCommands } from './commands/register-commands.ts';
import type { CommandTarget } from './commands/target.ts';
import { views } from './ids.ts';
import { MatrixPanel } from './matrix/matrix-panel.ts';
import { PlumblineServer } from './plumbline-server.ts';
import { ProjectStore } from './project-store.ts';
import { registerRulePages } from './rule-pages.ts';
import { EnvironmentTree } from './tree/environment-tree.ts';
import { WakeUp } from './wake-up.ts';

/** What `activate` hands out, for the tests inside VS Code; no promise to other extensions. */
export interface PlumblineExtension {
	/** In ms. */
	readonly timings: { readonly codeLoad: number; readonly activate: number };
	readonly tree: EnvironmentTree;
	readonly matrix: MatrixPanel;
	readonly server: PlumblineServer;
}

/** Registers what the extension offers. Nothing is read and nothing started here: `WakeUp` looks whether there is a reason to. */
export function activate(context: vscode.ExtensionContext): PlumblineExtension {
	const began = performance.now();
	const log = vscode.window.createOutputChannel('Plumbline', { log: true });
	const server = new PlumblineServer(context.extensionPath, log);
	const store = new ProjectStore(server);
	const tree = new EnvironmentTree(store);
	const view = vscode.window.createTreeView(views.environments, { treeDataProvider: tree, showCollapseAll: true });
	const wakeUp = new WakeUp({ server, store, view, log });
	const matrix = new MatrixPanel({
		extensionUri: context.extensionUri,
		store,
		onAsked: (asked) => wakeUp.answer(asked),
	});
	const reveal = async ({ project, name }: CommandTarget) => {
		const node = tree.find(project.root, name);
		if (node !== undefined && view.visible) await view.reveal(node, { expand: true, select: true });
	};
	const refresh = () => wakeUp.refresh();
	const showMatrix = async () => {
		matrix.show();
		await wakeUp.refreshOnce();
	};
	context.subscriptions.push(log, server, store, tree, view, matrix, wakeUp);
	context.subscriptions.push(registerRulePages(server));
	context.subscriptions.push(registerCommands({ server, store, log, refresh, showMatrix, reveal }));
	wakeUp.begin();
	const timings = { codeLoad: loadEnded - loadStarted, activate: performance.now() - began };
	log.info(
		`activate() took ${timings.activate.toFixed(1)} ms; its code was loaded in ${timings.codeLoad.toFixed(1)} ms.`,
	);
	return { timings, tree, matrix, server };
}

/** The last line to run before VS Code calls `activate`. */
const loadEnded = performance.now();
