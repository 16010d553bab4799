import type { ExportedFunction } from '../migration/migration.ts';
import type { MigrationFacts } from './rule.ts';

/** What other tools call the two functions. */
const NAMES = {
	upgrade: ['upgrade', 'up', 'migrate', 'forward', 'forwards', 'apply'],
	downgrade: ['downgrade', 'down', 'rollback', 'backward', 'backwards', 'revert', 'undo'],
} as const;

/**
 * Returns the exported function that stands where the directory's own name is expected: `migrate` in a directory whose
 * runner calls `upgrade`. Undefined where the right name is there, or no known one.
 */
export function wrongName(facts: MigrationFacts, part: 'upgrade' | 'downgrade'): ExportedFunction | undefined {
	const expected = facts.convention.functions[part];
	const { functions } = facts.text;
	// The upgrade may also be an alias, an import, or a name of another pair that the runner calls.
	if (facts.text[part] !== undefined || functions.some(({ name }) => name === expected)) return undefined;
	return functions.find(({ name }) => name !== expected && (NAMES[part] as readonly string[]).includes(name));
}
