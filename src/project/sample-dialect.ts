import type { ReadMigration } from '../migration/convention.ts';
import { type DetectedDialect, detectDialect } from '../migration/detect-dialect.ts';
import type { MigrationFile } from '../migration/migration.ts';
import type { DialectName } from '../sql/dialect.ts';
import { loadDialect } from '../sql/dialects.ts';

/** How many files are read to tell the dialect of a directory. */
const SAMPLES = 24;

/**
 * Tells the dialect of a directory from its newest migrations, which say best what it is written for today. SQL inside code counts
 * like that of files; an unreadable file tells nothing here, and is reported when it is linted. `databases` is the dialect of all
 * databases of the project, which decides where the texts do not.
 */
export async function sampleDialect(
	files: readonly MigrationFile[],
	read: ReadMigration,
	databases: DialectName | undefined,
	readText: (uri: string) => Promise<string>,
): Promise<DetectedDialect> {
	const sample = await Promise.all(
		files.slice(-SAMPLES).map(async (file) => ({ file, text: await readText(file.uri).catch(() => '') })),
	);
	const sql = sample.flatMap(({ file, text }) => {
		const { upgrade, downgrade } = read(file, text);
		return [upgrade, downgrade].flatMap((script) => script?.fragments.map((fragment) => fragment.text) ?? []);
	});
	const code = sample.flatMap(({ file, text }) => (file.language === 'sql' ? [] : [text]));
	const dialects = { sqlite: await loadDialect('sqlite'), postgresql: await loadDialect('postgresql') };
	return detectDialect(sql, dialects, code, databases);
}
