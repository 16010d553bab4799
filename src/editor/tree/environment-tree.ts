import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.ts';
import { treeItem } from './tree-item.ts';
import type { TreeNode } from './tree-node.ts';
import { childNodes, rootNodes } from './tree-nodes.ts';

/** The tree of environments: renders what the store holds. */
export class EnvironmentTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
	readonly #store: ProjectStore;
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly #subscriptions: readonly vscode.Disposable[];

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(store: ProjectStore) {
		this.#store = store;
		const changed = () => this.#changed.fire(undefined);
		this.#subscriptions = [store.onDidChange(changed), vscode.workspace.onDidGrantWorkspaceTrust(changed)];
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		return treeItem(node);
	}

	getChildren(node?: TreeNode): TreeNode[] {
		if (node !== undefined) return [...childNodes(node)];
		// Nothing can be done with a database in Restricted Mode; the view's welcome says so instead.
		return vscode.workspace.isTrusted ? [...rootNodes(this.#store.projects ?? [])] : [];
	}

	getParent(node: TreeNode): TreeNode | undefined {
		return node.parent;
	}

	/** Returns the row of an environment, or of one database of it. */
	find(root: string, name: string): TreeNode | undefined {
		const visit = (nodes: readonly TreeNode[]): TreeNode | undefined => {
			for (const node of nodes) {
				if (node.kind === 'migration' || node.kind === 'problem') continue;
				if (node.project.root === root && nameOf(node) === name) return node;
				const below = visit(childNodes(node));
				if (below !== undefined) return below;
			}
			return undefined;
		};
		return visit(this.getChildren());
	}

	dispose(): void {
		this.#changed.dispose();
		for (const subscription of this.#subscriptions) subscription.dispose();
	}
}

function nameOf(node: TreeNode): string | undefined {
	if (node.kind === 'environment') return node.environment.name;
	return node.kind === 'database' ? node.database.name : undefined;
}
