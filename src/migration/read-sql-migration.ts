import type { TextRange } from '../sql/text-range.ts';
import { isBlankSql } from './blank-sql.ts';
import type { Convention, SqlSection } from './convention.ts';
import type { MigrationFile, MigrationText, Script, TextProblem } from './migration.ts';
import { verbatimFragment } from './verbatim-fragment.ts';

/** Returns an SQL migration as read. `downgradeText` is that of `file.downgradeUri`, where it is another file. */
export function readSqlMigration(
	convention: Convention,
	file: MigrationFile,
	text: string,
	downgradeText?: string,
): MigrationText {
	const { upgrade, downgrade, problems } = convention.sections(text, file);
	const upgradeAlone = file.downgradeUri === undefined;
	if (file.downgradeUri === file.uri) return halves(file, undefined, toScript(file.uri, text, upgrade), problems);
	const up = toScript(file.uri, text, upgrade);
	if (upgradeAlone) return halves(file, up, toScript(file.uri, text, downgrade), problems);
	const partner = downgradeHalf(convention, file, downgradeText);
	return halves(file, up, partner, [...problems, ...twoDowngrades(file, text, downgrade)]);
}

/** A downgrade in a file of its own may still begin with a marker. */
function downgradeHalf(convention: Convention, file: MigrationFile, text: string | undefined): Script | undefined {
	if (file.downgradeUri === undefined || text === undefined) return undefined;
	const { upgrade, downgrade } = convention.sections(text, file);
	return toScript(file.downgradeUri, text, downgrade.length > 0 ? downgrade : upgrade);
}

function halves(
	{ uri, language }: MigrationFile,
	upgrade: Script | undefined,
	downgrade: Script | undefined,
	problems: readonly TextProblem[],
): MigrationText {
	return {
		uri,
		language,
		...(upgrade === undefined ? {} : { upgrade }),
		...(downgrade === undefined ? {} : { downgrade }),
		functions: [],
		problems,
		transaction: upgrade?.transaction ?? true,
	};
}

function toScript(uri: string, text: string, sections: readonly SqlSection[]): Script | undefined {
	const [first] = sections;
	if (first === undefined) return undefined;
	return {
		language: 'sql',
		uri,
		range: first.range,
		fragments: sections.map(({ range }) => verbatimFragment(text, range)),
		opaque: false,
		empty: sections.every(({ range }) => isBlankSql(sliceOf(text, range))),
		transaction: sections.every(({ transaction }) => transaction),
	};
}

function twoDowngrades(file: MigrationFile, text: string, downgrade: readonly SqlSection[]): readonly TextProblem[] {
	const written = downgrade.find(({ range }) => !isBlankSql(sliceOf(text, range)));
	if (written === undefined) return [];
	const message = `${file.fileName} has two downgrades: this section and a file of its own. The file is used; remove one of the two.`;
	return [{ message, range: written.range }];
}

function sliceOf(text: string, { start, end }: TextRange): string {
	return text.slice(start, end);
}
