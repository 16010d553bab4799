import type { ScriptStatement } from '../../run/plan/sql-script.ts';

/**
 * True for statements that would touch files beside a shadow in memory: a replay leaves them out. An embedded
 * PostgreSQL has no files but its own, so this is about SQLite: https://www.sqlite.org/lang_attach.html and
 * https://www.sqlite.org/lang_vacuum.html#vacuuminto.
 */
export function reachesBeyondShadow({ statement }: ScriptStatement): boolean {
	return statement.kind === 'attach' || statement.kind === 'detach' || statement.kind === 'vacuum';
}
