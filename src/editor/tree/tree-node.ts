import type {
	DatabaseStatus,
	EnvironmentSummary,
	MigrationStatus,
	ProjectState,
	ProjectSummary,
	VerifyReport,
} from '../../server/protocol.ts';

/** What the view of environments shows: plain values, made anew from what the server said last. */
export type TreeNode = ProjectNode | EnvironmentNode | DatabaseNode | MigrationNode | ProblemNode;

interface Node {
	/** The same for the same thing, however often the tree is made: VS Code keeps expansion and selection by it. */
	readonly id: string;
	readonly parent: TreeNode | undefined;
}

/** A project, where the workspace has several. */
export interface ProjectNode extends Node {
	readonly kind: 'project';
	readonly project: ProjectSummary;
	readonly state: ProjectState | undefined;
}

export interface EnvironmentNode extends Node {
	readonly kind: 'environment';
	readonly project: ProjectSummary;
	readonly environment: EnvironmentSummary;
	/** None until they were read; several where the environment is a glob. */
	readonly databases: readonly DatabaseStatus[];
	readonly verified: ProjectState['verified'];
}

/** One database of an environment that has several. */
export interface DatabaseNode extends Node {
	readonly kind: 'database';
	readonly project: ProjectSummary;
	readonly database: DatabaseStatus;
	readonly report: VerifyReport | undefined;
}

export interface MigrationNode extends Node {
	readonly kind: 'migration';
	readonly project: ProjectSummary;
	readonly database: DatabaseStatus;
	readonly migration: MigrationStatus;
	/** True for the migration that a revert would take back. */
	readonly newestApplied: boolean;
}

/** Something that is wrong: a fault of the configuration, a database that cannot be read, what verifying found. */
export interface ProblemNode extends Node {
	readonly kind: 'problem';
	readonly message: string;
	/** `note` is what could not be proved: no fault, and no proof either. */
	readonly gravity: 'error' | 'note';
	readonly place:
		| { readonly uri: string; readonly range?: { readonly start: number; readonly end: number } }
		| undefined;
}
