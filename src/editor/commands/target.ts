import * as vscode from 'vscode';
import type { ProjectSummary } from '../../server/protocol.ts';
import type { KnownProject } from '../project-store.ts';
import type { TreeNode } from '../tree/tree-node.ts';
import { onlyDatabase } from '../tree/tree-nodes.ts';

/** What a command is about: an environment of a project, or one database of it. */
export interface CommandTarget {
	readonly project: ProjectSummary;
	/** Name of the environment, or of one database of a glob. */
	readonly name: string;
	readonly protected: boolean;
}

/** Returns the target of a tree row; undefined for rows that are about no database. */
export function targetOf(node: TreeNode): CommandTarget | undefined {
	switch (node.kind) {
		case 'environment':
			return { project: node.project, name: node.environment.name, protected: node.environment.protected };
		case 'database':
		case 'migration':
			return { project: node.project, name: node.database.name, protected: node.database.protected };
		case 'project':
		case 'problem':
			return undefined;
	}
}

interface TargetPick extends vscode.QuickPickItem {
	readonly target: CommandTarget;
}

/** Asks which database is meant; undefined when nobody answers. One that is the only one is not asked for. */
export async function pickTarget(
	projects: readonly KnownProject[],
	placeHolder: string,
): Promise<CommandTarget | undefined> {
	const picks = projects.flatMap(picksOf);
	const [first] = picks;
	if (first === undefined) {
		vscode.window.showInformationMessage(
			vscode.l10n.t('This workspace has no database that Plumbline knows. Name one in plumbline.json.'),
		);
		return undefined;
	}
	if (picks.length === 1) return first.target;
	return (await vscode.window.showQuickPick(picks, { placeHolder, matchOnDescription: true }))?.target;
}

function picksOf({ summary, state }: KnownProject): TargetPick[] {
	return summary.environments.flatMap((environment): TargetPick[] => {
		const databases = state?.databases.filter((it) => it.environment === environment.name) ?? [];
		const names =
			databases.length === 0 || onlyDatabase({ environment, databases }) !== undefined
				? [environment.name]
				: databases.map(({ name }) => name);
		return names.map((name) => ({
			label: name,
			description: [summary.name, environment.label].join(' · '),
			...(environment.protected && { iconPath: new vscode.ThemeIcon('lock') }),
			target: { project: summary, name, protected: environment.protected },
		}));
	});
}
