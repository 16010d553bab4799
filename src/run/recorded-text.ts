import type { Script } from '../migration/migration.ts';
import type { LoadedMigration } from './loaded-migration.ts';

/**
 * Returns what the migrations table keeps of a script: its SQL, or for code the whole file, without which a function
 * means nothing.
 */
export function recordedText(migration: LoadedMigration, script: Script | undefined): string | undefined {
	if (script === undefined || (script.empty && script.language !== 'sql')) return undefined;
	if (script.language !== 'sql') return migration.source;
	return script.fragments.map((fragment) => fragment.text).join('\n');
}
