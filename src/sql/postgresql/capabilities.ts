import type { Capability } from '../dialect.ts';

/** What PostgreSQL has in every version that is still supported (from 14 on). */
const CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
	'add-column-if-not-exists',
	'drop-column-if-exists',
	'create-index-without-name',
	'create-index-concurrently',
	'create-or-replace-view',
	'do-block',
	'transactional-ddl',
	'schemas',
]);

/** Tells whether PostgreSQL accepts something. No capability that is asked for differs between supported versions. */
export function supportsCapability(capability: Capability): boolean {
	return CAPABILITIES.has(capability);
}
