import { buildDirectory } from '../../src/migration/build-directory.ts';
import { loadCodeReader } from '../../src/migration/code/load-code-reader.ts';
import { plain } from '../../src/migration/conventions/plain.ts';
import { migrationReader } from '../../src/migration/migration-reader.ts';
import { findAssets } from '../../src/project/assets.ts';
import type { LoadedDirectory } from '../../src/run/loaded-migration.ts';
import type { DialectName } from '../../src/sql/dialect.ts';

/**
 * Reads migrations that a test writes as `{ '001_users.sql': 'CREATE …' }`, as a project reads a folder of numbered
 * files. `folder` is where they would lie.
 */
export async function migrationsOf(
	sources: Readonly<Record<string, string>>,
	dialect: DialectName = 'sqlite',
	folder = 'file:///project/migrations',
): Promise<LoadedDirectory> {
	const entries = Object.keys(sources).map((fileName) => ({
		fileName,
		uri: `${folder}/${encodeURIComponent(fileName)}`,
	}));
	const { files } = buildDirectory(folder, entries, { convention: plain, dialect });
	const hasCode = files.some(({ language }) => language !== 'sql');
	const read = migrationReader(plain, hasCode ? await loadCodeReader(findAssets().treeSitter) : undefined);
	const textOf = (uri: string) => sources[decodeURIComponent(uri.slice(folder.length + 1))] ?? '';
	return {
		migrations: files.map((file) => {
			const source = textOf(file.uri);
			const downgrade = file.downgradeUri === undefined ? undefined : textOf(file.downgradeUri);
			return { file, source, text: read(file, source, downgrade) };
		}),
		compareVersions: plain.compareVersions,
	};
}
