/**
 * The library: what the command line does, for programs. `openProject` lints without a database; `connectWorker` runs
 * and verifies in a process of its own.
 */
import { findAssets } from './project/assets.ts';
import { WorkerClient } from './worker/client.ts';

export { applyEdits } from './lint/apply-edits.ts';
export type { Finding, Fix, Severity, TextEdit } from './lint/finding.ts';
export type { MigrationDirectory, MigrationFile } from './migration/migration.ts';
export type { LintReport, LintScope, Project, ProjectOptions } from './project/project.ts';
export { openProject } from './project/project.ts';
export { releasedFiles } from './project/released.ts';
export type { RunEvent, RunReport } from './run/events.ts';
export type { RequestOptions, WorkerClient } from './worker/client.ts';
export type { DatabaseStatus, Plan, VerifyReport, WorkerRequests } from './worker/protocol.ts';

/**
 * Returns a client of the process that touches databases: `request('status' | 'plan' | 'up' | 'down' | 'verify', …)`. Call its
 * `dispose()` when it is no longer needed.
 */
export function connectWorker(): WorkerClient {
	return new WorkerClient(findAssets().worker);
}
