import type { DatabaseStatus, MigrationStatus, VerifyReport } from '../../server/protocol.ts';
import type { KnownProject } from '../project-store.ts';
import type { DatabaseNode, EnvironmentNode, MigrationNode, ProblemNode, ProjectNode, TreeNode } from './tree-node.ts';

/** States of migrations whose schema changes are in the database. */
const inDatabase: readonly MigrationStatus['state'][] = ['applied', 'edited', 'out of order'];

/** Returns the top of the tree: the environments, or the projects where there are several. */
export function rootNodes(projects: readonly KnownProject[]): readonly TreeNode[] {
	const nodes = projects.map(
		({ summary, state }): ProjectNode => ({
			kind: 'project',
			id: summary.root,
			parent: undefined,
			project: summary,
			state,
		}),
	);
	const [only] = nodes;
	return nodes.length === 1 && only !== undefined
		? childNodes(only).map((node) => ({ ...node, parent: undefined }))
		: nodes;
}

/** Returns what is below a node, in the order in which it is shown. */
export function childNodes(node: TreeNode): readonly TreeNode[] {
	switch (node.kind) {
		case 'project':
			return [...configurationProblems(node), ...environments(node)];
		case 'environment':
			return ofEnvironment(node);
		case 'database':
			return ofDatabase(node, node.database, node.report);
		case 'migration':
		case 'problem':
			return [];
	}
}

/** Returns the environment's one database; undefined where it was not read, or has several. */
export function onlyDatabase({
	environment,
	databases,
}: Pick<EnvironmentNode, 'environment' | 'databases'>): DatabaseStatus | undefined {
	const [first] = databases;
	return databases.length === 1 && first?.name === environment.name ? first : undefined;
}

/** Returns how many migrations of a database wait to be applied. */
export function pendingCount({ migrations }: DatabaseStatus): number {
	return migrations.filter(({ state }) => state === 'pending' || state === 'reverted' || state === 'failed').length;
}

/** True for a migration that is in the database and can be taken back. */
export function isRevertible({ state, revertible }: MigrationStatus): boolean {
	return revertible && inDatabase.includes(state);
}

function configurationProblems(node: ProjectNode): ProblemNode[] {
	return node.project.problems.map((message, index) => ({
		kind: 'problem',
		id: `${node.id}#problem${index}`,
		parent: node,
		message,
		gravity: 'error',
		place: { uri: `${node.project.root}/plumbline.json` },
	}));
}

function environments(node: ProjectNode): EnvironmentNode[] {
	return node.project.environments.map((environment) => ({
		kind: 'environment',
		id: `${node.id}#${environment.name}`,
		parent: node,
		project: node.project,
		environment,
		databases: node.state?.databases.filter((it) => it.environment === environment.name) ?? [],
		verified: node.state?.verified ?? {},
	}));
}

function ofEnvironment(node: EnvironmentNode): TreeNode[] {
	const only = onlyDatabase(node);
	if (only !== undefined) return ofDatabase(node, only, node.verified[only.name]);
	return node.databases.map(
		(database): DatabaseNode => ({
			kind: 'database',
			id: `${node.id}#${database.name}`,
			parent: node,
			project: node.project,
			database,
			report: node.verified[database.name],
		}),
	);
}

function ofDatabase(
	node: EnvironmentNode | DatabaseNode,
	database: DatabaseStatus,
	report: VerifyReport | undefined,
): TreeNode[] {
	return [...problems(node, database, report), ...migrations(node, database)];
}

function problems(node: TreeNode, { error }: DatabaseStatus, report: VerifyReport | undefined): ProblemNode[] {
	const found = [...evidenceOf(report, 'failed', 'error'), ...evidenceOf(report, 'not proved', 'note')];
	const problem = (part: string, values: Pick<ProblemNode, 'message' | 'gravity' | 'place'>): ProblemNode => ({
		kind: 'problem',
		id: `${node.id}#${part}`,
		parent: node,
		...values,
	});
	return [
		...(error === undefined ? [] : [problem('error', { message: error, gravity: 'error', place: undefined })]),
		...found.map(({ one, gravity }, index) =>
			problem(`evidence${index}`, {
				message: one.message,
				gravity,
				place: one.uri === undefined ? undefined : { uri: one.uri, ...(one.range && { range: one.range }) },
			}),
		),
	];
}

function evidenceOf(
	report: VerifyReport | undefined,
	verdict: VerifyReport['verdict'],
	gravity: ProblemNode['gravity'],
): { readonly one: VerifyReport['proofs'][number]['evidence'][number]; readonly gravity: ProblemNode['gravity'] }[] {
	const proofs = report?.proofs.filter((proof) => proof.verdict === verdict) ?? [];
	return proofs.flatMap(({ evidence }) => evidence.map((one) => ({ one, gravity })));
}

/** Newest first: that is what somebody who opens the tree wants to know about. */
function migrations(node: EnvironmentNode | DatabaseNode, database: DatabaseStatus): MigrationNode[] {
	const newest = database.migrations.findLast(({ state }) => inDatabase.includes(state));
	return database.migrations.toReversed().map((migration) => ({
		kind: 'migration',
		id: `${node.id}#${migration.version} ${migration.name}`,
		parent: node,
		project: node.project,
		database,
		migration,
		newestApplied: migration === newest,
	}));
}
