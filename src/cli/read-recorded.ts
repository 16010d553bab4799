import type { Project } from '../project/project.ts';
import type { MigrationState } from '../worker/protocol.ts';
import { withWorker } from './open-project.ts';

/** States in which nothing of a migration is in the database. */
const NOT_RECORDED: readonly MigrationState[] = ['pending', 'reverted'];

/**
 * Tells the project which migrations its local databases have recorded, before files are changed: a migration that ran stays as it
 * ran. Protected and distant databases are not asked; where none can be read, nothing is told.
 */
export async function readRecorded(project: Project): Promise<void> {
	const local = project.environments.filter((environment) => environment.local && !environment.protected);
	if (local.length === 0) return;
	const databases = await withWorker(async (worker) => {
		const answers = local.map(({ name }) => worker.request('status', { root: project.root, environment: name }));
		return (await Promise.all(answers)).flat();
	});
	const read = databases.filter(({ state }) => state !== 'unreadable' && state !== 'not initialised');
	if (read.length === 0) return;
	const recorded = read
		.flatMap(({ migrations }) => migrations)
		.flatMap(({ state, uri }) => (uri === undefined || NOT_RECORDED.includes(state) ? [] : [uri]));
	project.setRecorded(new Set(recorded));
}
