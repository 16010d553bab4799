import { compareVersions } from '../compare-versions.ts';
import type { Convention } from '../convention.ts';
import { readNumberedName } from '../numbered-name.ts';
import { wholeSections } from '../sql-sections.ts';

/**
 * Two files a migration, `001_users.up.sql` and `001_users.down.sql`: golang-migrate, sqlx, node-pg-migrate and kin.
 * https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
 */
export const upDown: Convention = {
	id: 'up-down',
	label: 'pairs of .up.sql and .down.sql files',
	parseName(fileName) {
		const match = /^(?<stem>.*)\.(?<half>up|down)(?<ending>\.sql)$/i.exec(fileName)?.groups;
		const numbered = match === undefined ? undefined : readNumberedName(`${match.stem}${match.ending}`);
		if (numbered === undefined) return undefined;
		return { ...numbered, half: /^up$/i.test(match?.half ?? '') ? 'upgrade' : 'downgrade' };
	},
	compareVersions,
	sections: wholeSections,
	functions: { upgrade: 'up', downgrade: 'down' },
	hasDowngrades: true,
};
