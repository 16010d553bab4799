import type { Connection } from '../../database/connection.ts';
import { withReadSnapshot } from '../../database/read-snapshot.ts';
import type { Entry } from '../../ledger/entry.ts';
import { findLedger } from '../../ledger/find-ledger.ts';
import type { DatabaseStatus } from '../../run/database-status.ts';
import { compareWithLedger, type LedgerComparison } from '../../run/ledger-comparison.ts';
import type { MigrationStatus } from '../../run/migration-state.ts';
import type { Environment } from '../environment.ts';
import type { Project } from '../project.ts';
import { type DatabaseTarget, resolveTargets } from './database-target.ts';
import { loadMigrationSet, type MigrationSet } from './migration-set.ts';
import { openForReading, withConnection } from './open-target.ts';
import type { SessionContext } from './session-context.ts';

/** Which databases, and against which migrations. */
export interface StatusRequest {
	/** An environment, or one database of a glob; absent: all. */
	readonly environment?: string;
	/** URI of a migration directory, where the project has several. */
	readonly directory?: string;
}

/**
 * Reads what is applied, pending, failed and so on in each database. Writes nothing. A database that cannot be read is a row with
 * its error, and takes no other down. Throws `SessionError` for a name that means nothing.
 */
export async function readStatus(
	project: Project,
	request: StatusRequest,
	context: SessionContext,
): Promise<readonly DatabaseStatus[]> {
	const resolved = await resolveTargets(project, request.environment, context.variables);
	const rows = resolved.map((one) =>
		'error' in one
			? [Promise.resolve(unresolvedStatus(one.environment, one.error))]
			: one.targets.map((target) =>
					context.exclusively(target, () => targetStatus(project, target, request.directory)),
				),
	);
	return Promise.all(rows.flat());
}

async function targetStatus(
	project: Project,
	target: DatabaseTarget,
	directory: string | undefined,
): Promise<DatabaseStatus> {
	try {
		const set = await loadMigrationSet(project, target.dialect, directory);
		// A protected database that is gone is a fault, and no database that somebody may make.
		return await withConnection(openForReading(target, !target.protected), (connection) =>
			withReadSnapshot(connection, () => databaseStatus(project, target, set, connection)),
		);
	} catch (error) {
		return unreadable(target, error);
	}
}

async function databaseStatus(
	project: Project,
	target: DatabaseTarget,
	set: MigrationSet,
	connection: Connection,
): Promise<DatabaseStatus> {
	const ledger = await findLedger(connection, project.configuration.ledger);
	const entries = ledger.exists ? await ledger.read(connection) : [];
	const comparison = compareWithLedger(set, entries);
	return {
		...namesOf(target),
		state: ledger.exists ? stateOf(set, comparison) : 'not initialised',
		...(ledger.exists && { ledger: ledger.table }),
		migrations: migrationStatuses(set, comparison),
		// The scripts that ran stay where they are: nobody shows them in a list.
		entries: entries.map(({ sql: _, downgrade: __, ...entry }) => entry),
		readAt: new Date().toISOString(),
	};
}

function stateOf(set: MigrationSet, { migrations, withoutFile }: LedgerComparison): DatabaseStatus['state'] {
	const states = new Set(migrations.map(({ state }) => state));
	if (states.has('failed')) return 'failed';
	if (states.has('out of order')) return 'out of order';
	if (states.has('edited')) return 'diverged';
	const waits = states.has('pending') || states.has('reverted');
	if (withoutFile.length === 0) return waits ? 'behind' : 'up to date';
	const newest = migrations.at(-1)?.migration.file.version;
	const newer = withoutFile.every(({ version }) => newest === undefined || set.compareVersions(version, newest) > 0);
	return newer && !waits ? 'ahead' : 'diverged';
}

/** The migrations of the directory, and between them those whose file is gone. */
function migrationStatuses(set: MigrationSet, comparison: LedgerComparison): readonly MigrationStatus[] {
	const statuses: MigrationStatus[] = comparison.migrations.map(({ migration, entry, state, note }) => ({
		version: migration.file.version,
		name: migration.file.name,
		state,
		uri: migration.file.uri,
		revertible: migration.text.downgrade !== undefined && !migration.text.downgrade.empty,
		...(entry?.appliedAt !== undefined && { appliedAt: entry.appliedAt }),
		...(migration.unreadable !== undefined ? { note: migration.unreadable } : note !== undefined && { note }),
	}));
	for (const entry of comparison.withoutFile) {
		const later = statuses.findIndex(({ version }) => set.compareVersions(version, entry.version) > 0);
		statuses.splice(later === -1 ? statuses.length : later, 0, withoutFile(entry));
	}
	return statuses;
}

function withoutFile(entry: Entry): MigrationStatus {
	return {
		version: entry.version,
		name: entry.name ?? '',
		state: 'missing file',
		revertible: false,
		...(entry.appliedAt !== undefined && { appliedAt: entry.appliedAt }),
		note: `recorded as ${entry.status}, and its file is gone`,
	};
}

function unreadable(target: DatabaseTarget, error: unknown): DatabaseStatus {
	return {
		...namesOf(target),
		state: 'unreadable',
		migrations: [],
		entries: [],
		error: error instanceof Error ? error.message : String(error),
		readAt: new Date().toISOString(),
	};
}

function namesOf({ environment, name, label, dialect, protected: isProtected }: DatabaseTarget) {
	return { environment, name, label, dialect, protected: isProtected };
}

/** An environment whose URL cannot be told: what it says is not shown, for it may hold a secret. */
function unresolvedStatus({ name, protected: isProtected, local }: Environment, error: Error): DatabaseStatus {
	const dialect = local ? 'sqlite' : 'postgresql';
	return unreadable({ environment: name, name, label: name, dialect, protected: isProtected, location: '' }, error);
}
