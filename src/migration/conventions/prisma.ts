import { compareText } from '../compare-versions.ts';
import type { Convention } from '../convention.ts';
import { wholeSections } from '../sql-sections.ts';

/**
 * A folder a migration, `20240102030405_users/migration.sql`, applied in the order of the folders' names.
 * https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
 */
export const prisma: Convention = {
	id: 'prisma',
	label: 'Prisma',
	parseName(fileName) {
		const match = /^(?<version>\d+)(?:[_-](?<name>[^/]*))?\/migration\.sql$/.exec(fileName)?.groups;
		return match?.version === undefined ? undefined : { version: match.version, name: match.name ?? '' };
	},
	compareVersions: compareText,
	sections: wholeSections,
	functions: { upgrade: 'up', downgrade: 'down' },
	hasDowngrades: false,
};
