import type { MigrationDirectory, MigrationFile } from '../migration/migration.ts';
import type { Fix } from './finding.ts';

/**
 * Returns the suggested fix that gives a file the next free number of its directory, in the width of the others.
 * Nothing for timestamps, nor for migrations in two files or in a folder of their own: there one rename of a file is not enough.
 */
export function renumberFix(directory: MigrationDirectory, file: MigrationFile): readonly Fix[] {
	if (file.downgradeUri !== undefined || file.fileName.includes('/') || !/^\d{1,6}$/.test(file.version)) return [];
	const numbers = directory.files.map(({ version }) => version).filter((version) => /^\d{1,6}$/.test(version));
	const highest = Math.max(...numbers.map(Number));
	const width = Math.max(...numbers.map((version) => version.length));
	const version = String(highest + 1).padStart(width, '0');
	const at = file.fileName.indexOf(file.version);
	const newName = file.fileName.slice(0, at) + version + file.fileName.slice(at + file.version.length);
	const to = file.uri.slice(0, file.uri.lastIndexOf('/') + 1) + encodeURIComponent(newName);
	return [{ title: `Renumber to ${newName}`, safety: 'suggested', edits: [], rename: { from: file.uri, to } }];
}
