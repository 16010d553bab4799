import type { Dialect } from '../sql/dialect.ts';
import type { NamedRange } from '../sql/object-name.ts';
import type { Fix } from './finding.ts';
import type { StatementFact } from './rule.ts';

/** Returns the suggested fix that puts another name in place of a written one, quoted where it must be. */
export function replaceNameFix(fact: StatementFact, name: NamedRange, by: string, dialect: Dialect): readonly Fix[] {
	const newName = dialect.quoteIdentifier(by);
	if (!fact.fragment.canReplace(name.range, newName)) return [];
	const newText = fact.fragment.toHostText(newName, name.range.start);
	const range = fact.toDocument(name.range);
	return [{ title: `Replace by \`${by}\``, safety: 'suggested', edits: [{ uri: fact.script.uri, range, newText }] }];
}
