import type { MigrationFacts } from '../lint/rule.ts';
import type { MigrationFile } from '../migration/migration.ts';
import { loadDialect } from '../sql/dialects.ts';
import { looksLikeTemplate } from '../sql/postgresql/template.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { DirectoryIndex } from './directory-index.ts';

/** Returns what rules may know of the migration at `position`. */
export async function migrationFacts(
	index: DirectoryIndex,
	position: number,
	isReleased: (file: MigrationFile) => boolean,
): Promise<MigrationFacts> {
	const facts = await index.factsAt(position);
	const broken = facts.statements.filter(({ statement }) => statement.syntaxError !== undefined);
	const readsAs = broken.length > 0 && facts.text.language === 'sql' ? await readsAsOther(facts) : undefined;
	const [firstTemplate] = broken.filter(({ statement }) => looksLikeTemplate(statement.text));
	const notPlainSql: TextRange | undefined = firstTemplate?.toDocument(firstTemplate.statement.range);
	return {
		...facts,
		version: facts.dialect.oldestVersion,
		released: isReleased(facts.file),
		...(readsAs !== undefined && { readsAs }),
		...(notPlainSql !== undefined && { notPlainSql }),
	};
}

/** Returns the label of the other dialect where every statement of the file reads as that. */
async function readsAsOther(facts: Omit<MigrationFacts, 'released' | 'version'>): Promise<string | undefined> {
	const other = await loadDialect(facts.dialect.name === 'sqlite' ? 'postgresql' : 'sqlite');
	const fragments = [facts.text.upgrade, facts.text.downgrade].flatMap((script) => script?.fragments ?? []);
	const statements = fragments.flatMap((fragment) => other.read(fragment.text));
	return statements.every(({ syntaxError }) => syntaxError === undefined) ? other.label : undefined;
}
