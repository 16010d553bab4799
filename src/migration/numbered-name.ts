import { languageOf } from './language.ts';

/** `v1`, `m0001` and `migration_3` are numbers too; Python modules cannot begin with a digit. */
const numbered =
	/^(?:v|m|migration[-_ ]?)?(?<version>\d{4}[-_]\d{2}[-_]\d{2}(?:[-_T]\d{2,9}(?:[-_:]\d{2}){0,2})?|\d+(?:\.\d+)*)(?:[-_. ]+(?<name>.*))?$/i;

/** A name that begins with a number or a time. */
export interface NumberedName {
	/** As written, without a letter in front of it. */
	readonly version: string;
	/** What stands behind it, without the file's ending. */
	readonly name: string;
}

/**
 * Returns the number and the name that a migration's file name is made of (`001_users.sql`, `V2.tags.sql`,
 * `2024_01_02_030405_notes.py`), or undefined where it does not begin with a number or is in no language of migrations.
 */
export function readNumberedName(fileName: string): NumberedName | undefined {
	if (languageOf(fileName) === undefined || fileName.includes('/')) return undefined;
	const match = numbered.exec(fileName.slice(0, fileName.lastIndexOf('.')));
	const version = match?.groups?.version;
	return version === undefined ? undefined : { version, name: match?.groups?.name ?? '' };
}
