import { compareVersions } from '../compare-versions.ts';
import type { Convention } from '../convention.ts';
import { wholeSections } from '../sql-sections.ts';

/**
 * `V1__users.sql` and its undo `U1__users.sql`; a version's parts are divided by dots or underscores. Repeatable and
 * baseline files (`R__`, `B1__`) have no place in the order and are left aside.
 * https://documentation.red-gate.com/fd/migrations-271585107.html
 */
export const flyway: Convention = {
	id: 'flyway',
	label: 'Flyway',
	parseName(fileName) {
		const match = /^(?<kind>[VU])(?<version>\d+(?:[._]\d+)*)__(?<name>.*)\.sql$/.exec(fileName)?.groups;
		if (match?.version === undefined) return undefined;
		const half = match.kind === 'V' ? 'upgrade' : 'downgrade';
		return { version: match.version, name: match.name ?? '', half };
	},
	compareVersions: (a, b) => compareVersions(a.replaceAll('_', '.'), b.replaceAll('_', '.')),
	sections: wholeSections,
	functions: { upgrade: 'up', downgrade: 'down' },
	hasDowngrades: true,
};
