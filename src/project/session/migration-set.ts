import { findConvention } from '../../migration/conventions/all.ts';
import type { MigrationDirectory } from '../../migration/migration.ts';
import type { LoadedDirectory, LoadedMigration } from '../../run/loaded-migration.ts';
import type { Dialect, DialectName } from '../../sql/dialect.ts';
import { loadDialect } from '../../sql/dialects.ts';
import { diskFiles } from '../file-system.ts';
import type { Project } from '../project.ts';
import { canonicalUri } from '../uri.ts';
import { SessionError } from './session-error.ts';

/** The migrations that belong to a database, read. */
export interface MigrationSet extends LoadedDirectory {
	readonly directory: MigrationDirectory;
	readonly dialect: Dialect;
}

/**
 * Reads the migrations for databases of a dialect: those of the directory that was named, or of the project's only one.
 * Throws `SessionError` where there is none or several.
 */
export async function loadMigrationSet(
	project: Project,
	dialectName: DialectName,
	uri: string | undefined,
): Promise<MigrationSet> {
	const directory = chooseDirectory(project, dialectName, uri);
	const convention = findConvention(directory.convention);
	if (convention === undefined) {
		throw new SessionError(
			'no directory',
			`${project.pathOf(directory.uri)} follows the unknown convention "${directory.convention}".`,
		);
	}
	const dialect = await loadDialect(dialectName);
	const migrations = await Promise.all((await project.readMigrations(directory)).map(withReason));
	return { directory, dialect, migrations, compareVersions: (a, b) => convention.compareVersions(a, b) };
}

/** A file that could not be read stands in the project as an empty migration: here it says why, so that it never runs as one. */
async function withReason(migration: LoadedMigration): Promise<LoadedMigration> {
	const { file, source, text } = migration;
	if (source !== '' || text.upgrade?.opaque !== true) return migration;
	try {
		await diskFiles.readText(file.uri);
		if (file.downgradeUri !== undefined) await diskFiles.readText(file.downgradeUri);
		return migration;
	} catch (error) {
		return { ...migration, unreadable: error instanceof Error ? error.message : String(error) };
	}
}

function chooseDirectory(project: Project, dialect: DialectName, uri: string | undefined): MigrationDirectory {
	if (uri !== undefined) {
		const named = project.directories.find((directory) => directory.uri === canonicalUri(uri));
		if (named !== undefined) return named;
		throw new SessionError('no directory', `${project.pathOf(uri)} is no migration directory of this project.`);
	}
	const fitting = project.directories.filter((directory) => directory.dialect === dialect);
	const [only, ...others] = fitting;
	const label = dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
	if (only === undefined) {
		throw new SessionError(
			'no directory',
			`This project has no migration directory for ${label}. Name one under "migrations" in plumbline.json.`,
		);
	}
	if (others.length > 0) {
		const names = fitting.map((directory) => project.pathOf(directory.uri)).join(', ');
		throw new SessionError(
			'several directories',
			`Several migration directories are for ${label}: ${names}. Say which one is meant.`,
		);
	}
	return only;
}
