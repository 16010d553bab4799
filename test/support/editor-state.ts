import type { KnownProject } from '../../src/editor/project-store.ts';
import type { DatabaseStatus, EnvironmentSummary, MigrationStatus, VerifyReport } from '../../src/server/protocol.ts';

export const projectRoot = 'file:///shop';

/** A migration in some state: `migration('004', 'milestone_app', 'pending')`. */
export function migration(
	version: string,
	name: string,
	state: MigrationStatus['state'],
	over: Partial<MigrationStatus> = {},
): MigrationStatus {
	return { version, name, state, uri: `${projectRoot}/migrations/${version}_${name}.sql`, revertible: true, ...over };
}

/** A database as it was read. */
export function database(
	name: string,
	migrations: readonly MigrationStatus[],
	over: Partial<DatabaseStatus> = {},
): DatabaseStatus {
	return {
		environment: name,
		name,
		label: `data/${name}.db`,
		dialect: 'sqlite',
		protected: false,
		state: migrations.every(({ state }) => state === 'applied') ? 'up to date' : 'behind',
		migrations,
		entries: [],
		readAt: '2026-11-01T00:00:00.000Z',
		...over,
	};
}

export interface ProjectParts {
	readonly databases?: readonly DatabaseStatus[];
	readonly environments: readonly string[];
	readonly problems?: readonly string[];
	readonly reports?: readonly VerifyReport[];
	readonly root?: string;
}

/** A project as the editor knows it. */
export function project({
	databases,
	environments,
	problems = [],
	reports = [],
	root = projectRoot,
}: ProjectParts): KnownProject {
	const summaries = environments.map(
		(name): EnvironmentSummary => ({ name, label: name, protected: name === 'prod', local: true }),
	);
	return {
		summary: { root, name: 'shop', directories: [], environments: summaries, problems },
		state: databases && {
			root,
			databases,
			verified: Object.fromEntries(reports.map((report) => [report.name, report])),
		},
	};
}
