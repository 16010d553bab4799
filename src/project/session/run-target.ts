import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { backupSqlite } from '../../database/backup.ts';
import type { Connection, OpenMode } from '../../database/connection.ts';
import { lockDatabase } from '../../database/lock.ts';
import { findLedger } from '../../ledger/find-ledger.ts';
import type { RunReport } from '../../run/events.ts';
import type { RunAction } from '../../run/plan/run-plan.ts';
import { type Plan, showPlan } from '../../run/plan/shown-plan.ts';
import type { Run } from '../../run/run.ts';
import { planRun, runMigrations } from '../../run/run-migrations.ts';
import { findAssets } from '../assets.ts';
import type { Project } from '../project.ts';
import { pathOfUri } from '../uri.ts';
import { findCodeAbilities } from './code-abilities.ts';
import { type DatabaseTarget, resolveOneTarget } from './database-target.ts';
import { loadMigrationSet, type MigrationSet } from './migration-set.ts';
import { openForReading, openTarget, withConnection } from './open-target.ts';
import type { SessionContext } from './session-context.ts';
import { SessionError } from './session-error.ts';
import { sqliteNeeds } from './sqlite-needs.ts';

/** What to apply or revert, and where. */
export interface RunOnDatabase {
	readonly action: RunAction;
	/** An environment with one database, or one database of a glob. */
	readonly environment: string;
	readonly directory?: string;
	readonly to?: string;
	readonly steps?: number;
	/** The name typed by a person, for protected environments. */
	readonly confirm?: string;
}

/** Says what `runOnDatabase` would do. Reads only; a file that is missing is not made. */
export async function planOnDatabase(project: Project, request: RunOnDatabase, context: SessionContext): Promise<Plan> {
	const target = await resolveOneTarget(project, request.environment, context.variables);
	return context.exclusively(target, async () => {
		const set = await loadMigrationSet(project, target.dialect, request.directory);
		const run = await prepareRun(project, target, set, request, context);
		return withConnection(openForReading(target, true), async (connection) => {
			const { plan } = await planRun({
				...run,
				connection,
				findLedger: () => findLedger(connection, project.configuration.ledger),
			});
			return showPlan(plan, target.name, target.label);
		});
	});
}

/**
 * Applies or reverts migrations of one database. A missing local database is made by applying. Throws `SessionError` where the request
 * itself cannot stand, and `DatabaseError` where the database cannot be worked on; what became of the migrations is the report.
 */
export async function runOnDatabase(
	project: Project,
	request: RunOnDatabase,
	context: SessionContext,
): Promise<RunReport> {
	demandConfiguration(project);
	const target = await resolveOneTarget(project, request.environment, context.variables);
	demandConfirmation(target, request);
	return context.exclusively(target, async () => {
		const set = await loadMigrationSet(project, target.dialect, request.directory);
		const run = await prepareRun(project, target, set, request, context);
		const nothing = await withConnection(openForReading(target, true), async (connection) => {
			const { plan } = await planRun({
				...run,
				connection,
				findLedger: () => findLedger(connection, project.configuration.ledger),
			});
			return plan.steps.length === 0 || plan.refusal !== undefined ? plan : undefined;
		});
		if (nothing !== undefined) {
			return {
				action: request.action,
				done: [],
				notReached: nothing.steps.map(({ migration }) => migration.file.version),
				cancelled: false,
				...(nothing.refusal && { failure: nothing.refusal }),
			};
		}
		const opening = openTarget(target, modeFor(target, request.action), await sqliteNeeds(set));
		return withConnection(opening, (connection) =>
			runMigrations({ ...run, ...effectsOn(project, target, connection, context) }),
		);
	});
}

/** None of the settings is guessed at. */
function demandConfiguration(project: Project): void {
	const [first, ...others] = project.configurationProblems;
	if (first === undefined) return;
	const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
	throw new SessionError('invalid configuration', `plumbline.json has an error${more}, so nothing was run: ${first}`);
}

function demandConfirmation(target: DatabaseTarget, { environment, confirm, action }: RunOnDatabase): void {
	if (!target.protected || confirm === environment) return;
	const what = action === 'apply' ? 'Applying to' : 'Reverting on';
	throw new SessionError(
		'not confirmed',
		confirm === undefined
			? `${environment} is protected. ${what} it wants its name as confirmation (--confirm ${environment}).`
			: `${environment} is protected, and "${confirm}" is not its name. Nothing was changed.`,
	);
}

/** Only a local file is made by applying: a server's databases have owners and settings that somebody chooses. */
function modeFor(target: DatabaseTarget, action: RunAction): OpenMode {
	return target.dialect === 'sqlite' && action === 'apply' ? 'create' : 'write';
}

type PreparedRun = Omit<Run, 'connection' | 'findLedger' | 'lock' | 'backup' | 'reconnect'>;

async function prepareRun(
	project: Project,
	target: DatabaseTarget,
	set: MigrationSet,
	request: RunOnDatabase,
	context: SessionContext,
): Promise<PreparedRun> {
	return {
		action: request.action,
		selection: {
			...(request.to !== undefined && { to: request.to }),
			...(request.steps !== undefined && { steps: request.steps }),
		},
		directory: set,
		dialect: set.dialect,
		...(await findCodeAbilities(project, set, context.environment)),
		onEvent: (event) => context.onEvent(target.name, event),
		signal: context.signal,
		stop: context.stop,
		appliedBy: whoRuns(),
		toolVersion: packageJson.version,
	};
}

function effectsOn(project: Project, target: DatabaseTarget, connection: Connection, context: SessionContext) {
	const { sqliteBinding } = findAssets();
	const native = sqliteBinding === undefined ? {} : { nativeBinding: sqliteBinding };
	const backups = path.join(pathOfUri(project.root), '.plumbline', 'backups');
	return {
		connection,
		findLedger: () => findLedger(connection, project.configuration.ledger),
		lock: () =>
			lockDatabase(connection, {
				signal: AbortSignal.any([context.signal, context.stop]),
				...native,
				onWaiting: (elapsedMs, holder, limitMs) =>
					context.onEvent(target.name, {
						type: 'waiting for lock',
						elapsedMs,
						limitMs,
						...(holder !== undefined && { holder }),
					}),
			}),
		...(target.dialect === 'sqlite' && { backup: () => backupSqlite(target.location, { folder: backups, ...native }) }),
		...(target.dialect === 'postgresql' && { reconnect: () => openTarget(target, 'write') }),
	};
}

/** A container may run under a user id that has no name. */
function whoRuns(): string {
	try {
		return `${userInfo().username}@${hostname()}`;
	} catch {
		return `uid ${process.getuid?.() ?? '?'}@${hostname()}`;
	}
}
