import { compareVersions } from '../compare-versions.ts';
import type { Convention, ParsedName } from '../convention.ts';
import { readNumberedName } from '../numbered-name.ts';
import { markedSections } from '../sql-sections.ts';

/** A suffix behind a dot is never part of a name; behind an underscore it is one only beside its upgrade. */
const half = /^(?<name>.*?)(?<divider>[-_. ]|^)(?<word>up|down|rollback|undo|revert)$/i;

/**
 * Numbered files that any runner of a project's own may apply: `001_users.sql`, `20240102030405-tags.py`. Both parts are
 * in one file, divided by markers or functions; or the downgrade is a file beside it.
 */
export const plain: Convention = {
	id: 'plain',
	label: 'numbered files',
	parseName(fileName) {
		const numbered = readNumberedName(fileName);
		return numbered === undefined ? undefined : withHalf(numbered, fileName);
	},
	compareVersions,
	sections: markedSections,
	functions: { upgrade: 'upgrade', downgrade: 'downgrade' },
	javascriptFunctions: [{ upgrade: 'up', downgrade: 'down' }],
	hasDowngrades: true,
	downgradeMarker: '-- downgrade',
};

function withHalf(parsed: ParsedName, fileName: string): ParsedName {
	const { name = '', divider, word = '' } = half.exec(parsed.name)?.groups ?? {};
	if (divider === undefined || !/\.sql$/i.test(fileName)) return parsed;
	const isUpgrade = /^up$/i.test(word);
	if (divider === '.' || name === '') return { ...parsed, name, half: isUpgrade ? 'upgrade' : 'downgrade' };
	return isUpgrade ? parsed : { ...parsed, downgradeOf: [name, `${name}${divider}up`] };
}
