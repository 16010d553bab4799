import type { Entry } from '../../ledger/entry.ts';
import type { SqlScript } from './sql-script.ts';

/**
 * Returns where a migration outside a transaction goes on after it stopped half way: behind the statements that its entry
 * counts as done. Those must still be the same in the file, or what "done" means is not known any more.
 */
export function resumePoint(entry: Entry, script: SqlScript): { readonly at: number } | { readonly problem: string } {
	if (entry.status !== 'running' && entry.status !== 'failed') return { at: 0 };
	const done = entry.statementsDone ?? 0;
	if (done === 0) return { at: 0 };
	const ran = entry.sql;
	const unchanged = ran !== undefined && script.statements.slice(0, done).every(({ sql }) => ran.includes(sql));
	if (done <= script.statements.length && unchanged) return { at: done };
	return {
		problem: `stopped after statement ${done}, and those statements were edited since. Restore them, for they are in the database already.`,
	};
}
