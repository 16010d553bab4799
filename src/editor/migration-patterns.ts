/** Folders that migrations are in, and what migrations are written in. */
const folders = ['*migrations', '*migration', 'migrate'];
const endings = ['sql', 'py', 'ts', 'js'];

/**
 * Globs, without alternatives, of files that make a workspace worth a closer look. package.json activates on the same ones. They
 * promise nothing: what is a migration directory only the server knows.
 */
export const migrationPatterns: readonly string[] = [
	'**/plumbline.json',
	...folders.flatMap((folder) => endings.map((ending) => `**/${folder}/[0-9VU]*.${ending}`)),
	'**/*migrations/[0-9]*/*.sql',
	'**/versions/*.py',
	'**/V[0-9]*__*.sql',
];

/** All patterns as one glob. */
export const migrationGlob = `{${migrationPatterns.join(',')}}`;

/** True for the name of a file that may be one of several numbered ones in a folder of any name. */
export function isNumbered(fileName: string): boolean {
	return /^[VU]?\d[^/]*\.sql$/i.test(fileName);
}
