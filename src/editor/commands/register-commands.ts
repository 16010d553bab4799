import * as vscode from 'vscode';
import { type CommandId, commands } from '../ids.ts';
import type { ProjectStore } from '../project-store.ts';
import type { TreeNode } from '../tree/tree-node.ts';
import { openConfiguration } from './open-configuration.ts';
import { type RunParts, runMigrations } from './run-migrations.ts';
import { type Place, showPlace } from './show-place.ts';
import { type CommandTarget, pickTarget, targetOf } from './target.ts';
import { verify } from './verify.ts';

export interface CommandParts extends RunParts {
	readonly store: ProjectStore;
	/** Looks through the workspace, and reads the databases that may be read without asking. */
	refresh(): Promise<void>;
	showMatrix(): Promise<void>;
	/** Opens the row of a database in the tree. */
	reveal(target: CommandTarget): Promise<void>;
}

type Handlers = { readonly [K in CommandId]: (node?: TreeNode, ...rest: never[]) => Promise<unknown> };

/** Registers every command of package.json; one that is left out does not compile. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
	const run = (action: 'apply' | 'revert') => async (node?: TreeNode) => {
		const target = await targetFor(
			parts,
			node,
			action === 'apply' ? vscode.l10n.t('Apply to') : vscode.l10n.t('Revert on'),
		);
		return target && runMigrations(parts, action, target);
	};
	const runTo = (action: 'apply' | 'revert') => async (node?: TreeNode) => {
		const target = node && targetOf(node);
		if (node?.kind !== 'migration' || target === undefined) return undefined;
		return runMigrations(parts, action, target, node.migration.version);
	};
	const handlers: Handlers = {
		[commands.apply]: run('apply'),
		[commands.revert]: run('revert'),
		[commands.applyTo]: runTo('apply'),
		[commands.revertTo]: runTo('revert'),
		[commands.verify]: async (node) => {
			const target = await targetFor(parts, node, vscode.l10n.t('Verify'));
			if (target === undefined) return undefined;
			const reports = await verify(parts, target);
			await parts.reveal(target);
			return reports;
		},
		[commands.refresh]: async (node) => {
			const target = node && targetOf(node);
			return target === undefined ? parts.refresh() : connect(parts, target);
		},
		[commands.connect]: async (node) => {
			const target = node && targetOf(node);
			return target && connect(parts, target);
		},
		[commands.openMigration]: async (argument) => {
			const place = placeOf(argument);
			return place && showPlace(place);
		},
		[commands.openConfiguration]: () => openConfiguration(parts.store.projects?.[0]?.summary.root),
		[commands.showMatrix]: () => parts.showMatrix(),
		[commands.showOutput]: async () => parts.log.show(),
	};
	const registered = Object.entries(handlers).map(([id, handler]) =>
		vscode.commands.registerCommand(id, (...args: [TreeNode?]) => guarded(parts, () => handler(...args))),
	);
	return vscode.Disposable.from(...registered);
}

/** Commands report their own failures: VS Code's "command failed" tells nobody what to do. */
async function guarded({ log }: CommandParts, work: () => Promise<unknown>): Promise<unknown> {
	try {
		return await work();
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		log.error(error instanceof Error ? error : message);
		const showOutput = vscode.l10n.t('Show Output');
		vscode.window.showErrorMessage(message, showOutput).then((answer) => {
			if (answer === showOutput) log.show();
		});
		return undefined;
	}
}

async function targetFor(
	parts: CommandParts,
	node: TreeNode | undefined,
	placeHolder: string,
): Promise<CommandTarget | undefined> {
	const target = node && targetOf(node);
	if (target !== undefined) return target;
	if (parts.store.projects === undefined) parts.store.setProjects(await parts.server.start());
	return pickTarget(parts.store.projects ?? [], placeHolder);
}

async function connect({ server }: CommandParts, { project, name }: CommandTarget): Promise<void> {
	const location = { viewId: 'plumbline.environments' };
	await vscode.window.withProgress({ location }, () =>
		server.request('plumbline/refresh', { root: project.root, environment: name }),
	);
}

/** A row of the tree, or what the row's own click hands over. */
function placeOf(argument: TreeNode | Place | undefined): Place | undefined {
	if (argument === undefined) return undefined;
	if (!('kind' in argument)) return argument;
	if (argument.kind === 'problem') return argument.place;
	if (argument.kind !== 'migration' || argument.migration.uri === undefined) return undefined;
	return { uri: argument.migration.uri };
}
