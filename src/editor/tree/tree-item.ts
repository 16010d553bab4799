import * as vscode from 'vscode';
import type { DatabaseStatus, VerifyReport } from '../../server/protocol.ts';
import { commands } from '../ids.ts';
import { databaseAppearance, migrationAppearance, themeIcon } from './migration-appearance.ts';
import type { DatabaseNode, EnvironmentNode, MigrationNode, ProblemNode, ProjectNode, TreeNode } from './tree-node.ts';
import { childNodes, isRevertible, onlyDatabase, pendingCount } from './tree-nodes.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Returns how a node looks, what a screen reader says of it, and by `contextValue` which commands it offers. */
export function treeItem(node: TreeNode): vscode.TreeItem {
	const item = itemOf(node);
	item.id = node.id;
	return item;
}

function itemOf(node: TreeNode): vscode.TreeItem {
	switch (node.kind) {
		case 'project':
			return projectItem(node);
		case 'environment':
			return environmentItem(node);
		case 'database':
			return databaseItem(node, node.database.name, node.database, node.report);
		case 'migration':
			return migrationItem(node);
		case 'problem':
			return problemItem(node);
	}
}

function projectItem({ project }: ProjectNode): vscode.TreeItem {
	const item = new vscode.TreeItem(project.name, Expanded);
	item.iconPath = new vscode.ThemeIcon('root-folder');
	item.contextValue = 'project';
	return item;
}

function environmentItem(node: EnvironmentNode): vscode.TreeItem {
	const { environment, databases, verified } = node;
	const only = onlyDatabase(node);
	if (only !== undefined) return databaseItem(node, environment.name, only, verified[only.name]);
	if (databases.length === 0) return unreadItem(node);
	const behind = databases.filter((database) => pendingCount(database) > 0).length;
	const diverged = databases.filter(({ state }) => state === 'diverged').length;
	const item = new vscode.TreeItem(environment.name, Collapsed);
	describe(item, [
		vscode.l10n.t('{0} databases', databases.length),
		...(behind === 0 ? [] : [vscode.l10n.t('{0} behind', behind)]),
		...(diverged === 0 ? [] : [vscode.l10n.t('{0} diverged', diverged)]),
	]);
	const current = behind === 0 ? 'up to date' : 'behind';
	item.iconPath = themeIcon(databaseAppearance(diverged === 0 ? current : 'diverged'));
	item.contextValue = 'environment several';
	return item;
}

/** Nothing connects to it until somebody says so. */
function unreadItem({ environment }: EnvironmentNode): vscode.TreeItem {
	const item = new vscode.TreeItem(environment.name, None);
	describe(
		item,
		environment.protected ? [vscode.l10n.t('protected'), vscode.l10n.t('not connected')] : [vscode.l10n.t('not read')],
	);
	item.iconPath = environment.protected ? new vscode.ThemeIcon('lock') : themeIcon(databaseAppearance(undefined));
	item.tooltip = environment.label;
	item.contextValue = 'environment unread';
	return item;
}

function databaseItem(
	node: EnvironmentNode | DatabaseNode,
	name: string,
	database: DatabaseStatus,
	report: VerifyReport | undefined,
): vscode.TreeItem {
	const appearance = databaseAppearance(database.state);
	const pending = pendingCount(database);
	const item = new vscode.TreeItem(name, childNodes(node).length > 0 ? Collapsed : None);
	const counts = pending > 0 && database.state !== 'not initialised';
	describe(item, [
		...(database.protected ? [vscode.l10n.t('protected')] : []),
		// How many are pending says that it is behind.
		...(counts && database.state === 'behind' ? [] : [appearance.label]),
		...(counts ? [vscode.l10n.t('{0} pending', pending)] : []),
		...(report === undefined ? [] : [verdictLabel(report)]),
	]);
	item.iconPath = themeIcon(report?.verdict === 'failed' ? { ...appearance, color: 'testing.iconFailed' } : appearance);
	item.tooltip = tooltip(database);
	const offers = [
		node.kind,
		'database',
		...(pending > 0 ? ['pending'] : []),
		...(database.migrations.some(isRevertible) ? ['revertible'] : []),
	];
	item.contextValue = [...new Set(offers)].join(' ');
	return item;
}

function migrationItem({ migration, database, newestApplied }: MigrationNode): vscode.TreeItem {
	const appearance = migrationAppearance(migration.state);
	const item = new vscode.TreeItem(`${migration.version} ${migration.name}`, None);
	const note = migration.note === undefined ? [] : [migration.note];
	// Applied is what a migration should be: the icon says so, and only a note is news. Elsewhere the note can wait to be pointed at.
	item.description = migration.state === 'applied' ? note.join('') : appearance.label;
	item.accessibilityInformation = { label: [item.label, appearance.label, ...note].join(', ') };
	item.iconPath = themeIcon(appearance);
	item.tooltip = [item.label, appearance.label, ...note, ...when(migration.appliedAt)].join('\n');
	item.contextValue = contextOfMigration({ migration, newestApplied });
	if (migration.uri !== undefined) {
		item.command = {
			command: commands.openMigration,
			title: vscode.l10n.t('Open Migration'),
			arguments: [{ uri: migration.uri, database: database.name }],
		};
	}
	return item;
}

function contextOfMigration({ migration, newestApplied }: Pick<MigrationNode, 'migration' | 'newestApplied'>): string {
	const waits = migration.state === 'pending' || migration.state === 'reverted' || migration.state === 'failed';
	const revertible = isRevertible(migration);
	return [
		'migration',
		...(waits && migration.uri !== undefined ? ['pending'] : []),
		...(revertible && newestApplied ? ['newest'] : []),
		...(migration.state === 'applied' && !newestApplied ? ['earlier'] : []),
		...(migration.uri === undefined ? [] : ['file']),
	].join(' ');
}

function problemItem({ message, gravity, place }: ProblemNode): vscode.TreeItem {
	// The marks of Markdown around names are not rendered here.
	const item = new vscode.TreeItem(message.replaceAll('`', ''), None);
	const grave = gravity === 'error';
	item.iconPath = new vscode.ThemeIcon(
		grave ? 'warning' : 'info',
		new vscode.ThemeColor(grave ? 'list.errorForeground' : 'descriptionForeground'),
	);
	item.tooltip = new vscode.MarkdownString(message);
	item.accessibilityInformation = { label: grave ? vscode.l10n.t('problem: {0}', message) : message };
	item.contextValue = 'problem';
	if (place !== undefined) {
		item.command = { command: commands.openMigration, title: vscode.l10n.t('Open'), arguments: [place] };
	}
	return item;
}

function verdictLabel({ verdict, proofs }: VerifyReport): string {
	if (verdict === 'proved') return vscode.l10n.t('verified');
	if (verdict === 'not proved') return vscode.l10n.t('not proved');
	const count = proofs.filter((proof) => proof.verdict === 'failed').flatMap(({ evidence }) => evidence).length;
	return count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', count);
}

function describe(item: vscode.TreeItem, words: readonly string[]): void {
	item.description = words.join(' · ');
	item.accessibilityInformation = { label: [item.label, ...words].join(', ') };
}

function tooltip({ label, ledger, readAt, error }: DatabaseStatus): string {
	return [
		label,
		...(ledger === undefined ? [] : [vscode.l10n.t('migrations table: {0}', ledger)]),
		vscode.l10n.t('read at {0}', new Date(readAt).toLocaleTimeString()),
		...(error === undefined ? [] : [error]),
	].join('\n');
}

function when(appliedAt: string | undefined): string[] {
	if (appliedAt === undefined) return [];
	return [vscode.l10n.t('applied at {0}', new Date(appliedAt).toLocaleString())];
}
