import type { Connection } from '../../database/connection.ts';
import { openPglite } from '../../database/postgresql/open-pglite.ts';
import { openSqlite } from '../../database/sqlite/open-sqlite.ts';
import { RunCancelledError } from '../../run/run-failed.ts';
import type { VerifyReport } from '../../verify/report.ts';
import { verifyDatabase } from '../../verify/verify-database.ts';
import { findAssets } from '../assets.ts';
import type { Project } from '../project.ts';
import { findCodeAbilities } from './code-abilities.ts';
import { type DatabaseTarget, resolveTargets } from './database-target.ts';
import { loadMigrationSet, type MigrationSet } from './migration-set.ts';
import { openForReading, withConnection } from './open-target.ts';
import type { StatusRequest } from './read-status.ts';
import type { SessionContext } from './session-context.ts';
import { sqliteNeeds } from './sqlite-needs.ts';

/**
 * Proves of each database, one after the other, that migrations table, files and schema agree. One that cannot be read is not
 * proved, and takes no other down. Throws `SessionError` for a name that means nothing, and `RunCancelledError`.
 */
export async function verifyDatabases(
	project: Project,
	request: StatusRequest,
	context: SessionContext,
): Promise<readonly VerifyReport[]> {
	const reports: VerifyReport[] = [];
	for (const resolved of await resolveTargets(project, request.environment, context.variables)) {
		if ('error' in resolved) {
			const { name } = resolved.environment;
			reports.push(notProved({ environment: name, name }, resolved.error));
			continue;
		}
		for (const target of resolved.targets) {
			if (context.signal.aborted || context.stop.aborted) throw new RunCancelledError('Verifying was cancelled.');
			reports.push(await verifyTarget(project, target, request.directory, context));
		}
	}
	return reports;
}

/** A shadow takes time and memory, so that they are not worked on side by side. */
async function verifyTarget(
	project: Project,
	target: DatabaseTarget,
	directory: string | undefined,
	context: SessionContext,
): Promise<VerifyReport> {
	const { environment, name } = target;
	try {
		const set = await loadMigrationSet(project, target.dialect, directory);
		const unread = set.migrations.find(({ unreadable }) => unreadable !== undefined)?.unreadable;
		if (unread !== undefined) return notProved(target, new Error(unread));
		const code = await findCodeAbilities(project, set, context.environment);
		const verification = await context.exclusively(target, () =>
			withConnection(openForReading(target, !target.protected), (connection) =>
				verifyDatabase({
					connection,
					directory: set,
					dialect: set.dialect,
					...code,
					...(project.configuration.ledger && { described: project.configuration.ledger }),
					signal: AbortSignal.any([context.signal, context.stop]),
					openShadow: (extensions) => openShadow(set, extensions),
					onProgress: (done, total) => context.onEvent(name, { type: 'replayed', done, total }),
				}),
			),
		);
		return { environment, name, ...verification };
	} catch (error) {
		if (error instanceof RunCancelledError) throw error;
		return notProved(target, error);
	}
}

async function openShadow(set: MigrationSet, extensions: readonly string[]): Promise<Connection> {
	const { sqliteBinding, pglite } = findAssets();
	if (set.dialect.name === 'postgresql') {
		return openPglite({ extensions, label: 'the shadow', ...(pglite !== undefined && { assets: pglite }) });
	}
	return openSqlite(':memory:', 'create', {
		label: 'the shadow',
		...(sqliteBinding !== undefined && { nativeBinding: sqliteBinding }),
		...(await sqliteNeeds(set)),
	});
}

function notProved(
	{ environment, name }: { readonly environment: string; readonly name: string },
	error: unknown,
): VerifyReport {
	const message = error instanceof Error ? error.message : String(error);
	return {
		environment,
		name,
		verdict: 'not proved',
		proofs: [{ proof: 'ledger', verdict: 'not proved', evidence: [{ message }], ms: 0 }],
	};
}
