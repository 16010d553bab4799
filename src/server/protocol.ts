import type { ProjectSummary } from '../project/summary.ts';
import type { RunEvent, RunReport } from '../run/events.ts';
import type { DatabaseStatus, Plan, VerifyReport } from '../worker/protocol.ts';

export type { EnvironmentSummary, ProjectSummary } from '../project/summary.ts';
export type { RunEvent, RunReport } from '../run/events.ts';
export type { DatabaseStatus, MigrationStatus, Plan, VerifyReport } from '../worker/protocol.ts';

/** The cached state of one project's databases. */
export interface ProjectState {
	readonly root: string;
	readonly databases: readonly DatabaseStatus[];
	/** Keyed by database name, of the last verify of this session. */
	readonly verified: Readonly<Record<string, VerifyReport>>;
}

/** Requests of the editor beyond LSP. `$/cancelRequest` cancels them. */
export interface ServerRequests {
	'plumbline/projects': { params: Record<string, never>; result: readonly ProjectSummary[] };
	/** Reads the databases again (all of a project, or one environment) and answers with the new state. */
	'plumbline/refresh': { params: { readonly root: string; readonly environment?: string }; result: ProjectState };
	'plumbline/plan': {
		params: {
			readonly root: string;
			readonly environment: string;
			readonly action: 'apply' | 'revert';
			readonly to?: string;
		};
		result: Plan;
	};
	'plumbline/apply': {
		params: {
			readonly root: string;
			readonly environment: string;
			readonly to?: string;
			readonly confirm?: string;
			readonly token: string;
		};
		result: RunReport;
	};
	'plumbline/revert': {
		params: {
			readonly root: string;
			readonly environment: string;
			readonly to?: string;
			readonly confirm?: string;
			readonly token: string;
		};
		result: RunReport;
	};
	'plumbline/verify': {
		params: { readonly root: string; readonly environment?: string; readonly token: string };
		result: readonly VerifyReport[];
	};
	/** The documentation page of a rule, in Markdown. */
	'plumbline/rulePage': { params: { readonly rule: string }; result: string };
}

/** Notifications of the server. */
export interface ServerNotifications {
	'plumbline/projectsChanged': readonly ProjectSummary[];
	'plumbline/stateChanged': ProjectState;
	/** A run's progress, under the token of its request. */
	'plumbline/runEvent': { readonly token: string; readonly database: string; readonly event: RunEvent };
}

/** Notifications of the editor. */
export interface ClientNotifications {
	/** The workspace became trusted: processes and databases are allowed from now on. */
	'plumbline/trusted': Record<string, never>;
}

/** What the editor hands over at `initialize`. */
export interface InitializationOptions {
	readonly trusted: boolean;
}
