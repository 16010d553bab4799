import path from 'node:path';
import type { Connection } from '../../src/database/connection.ts';
import { lockDatabase } from '../../src/database/lock.ts';
import { findLedger } from '../../src/ledger/find-ledger.ts';
import { findAssets } from '../../src/project/assets.ts';
import type { RunEvent, RunReport } from '../../src/run/events.ts';
import type { LoadedDirectory } from '../../src/run/loaded-migration.ts';
import { findPython } from '../../src/run/python/find-python.ts';
import { pythonRunner } from '../../src/run/python/run-python.ts';
import type { Run } from '../../src/run/run.ts';
import { runMigrations } from '../../src/run/run-migrations.ts';
import { loadDialect } from '../../src/sql/dialects.ts';

/** Ends what a test did not end itself. */
const never = new AbortController().signal;

/** Runs migrations on a connection as a session does, without a backup. */
export async function runOn(
	connection: Connection,
	directory: LoadedDirectory,
	over: Partial<Run> = {},
): Promise<RunReport & { readonly events: readonly RunEvent[] }> {
	const events: RunEvent[] = [];
	const root = path.join(import.meta.dirname, '..');
	const python = directory.migrations.some(({ file }) => file.language === 'python')
		? await findPython(root, process.env)
		: undefined;
	const report = await runMigrations({
		action: 'apply',
		selection: {},
		directory,
		dialect: await loadDialect(connection.dialect),
		connection,
		findLedger: () => findLedger(connection),
		lock: () =>
			lockDatabase(connection, {
				onWaiting: (elapsedMs, _, limitMs) => events.push({ type: 'waiting for lock', elapsedMs, limitMs }),
			}),
		abilities: python === undefined ? {} : { python: python.label },
		...(python && {
			runCode: pythonRunner({ interpreter: python, host: findAssets().pythonHost, root, environment: process.env }),
		}),
		signal: never,
		stop: never,
		appliedBy: 'tester',
		toolVersion: '0.0.0',
		...over,
		onEvent: (event) => {
			events.push(event);
			over.onEvent?.(event);
		},
	});
	return { ...report, events };
}

/** The names of what an SQLite database holds, migrations tables left out. */
export async function objectsIn(connection: Connection): Promise<readonly string[]> {
	const { rows } = await connection.query(
		"SELECT name FROM sqlite_schema WHERE name NOT LIKE 'plumbline%' AND name NOT LIKE 'sqlite%' ORDER BY name",
	);
	return rows.map(([name]) => String(name));
}

/** What the migrations table says: `001 applied`. */
export async function recorded(connection: Connection): Promise<readonly string[]> {
	const ledger = await findLedger(connection);
	if (!ledger.exists) return [];
	return (await ledger.read(connection)).map(({ version, status }) => `${version} ${status}`);
}
