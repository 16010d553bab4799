import { matchKeywordCase } from '../sql/keyword-case.ts';
import type { Guard } from '../sql/schema-change.ts';
import type { Fix } from './finding.ts';
import type { StatementFact } from './rule.ts';

/**
 * Returns the fix that inserts a missing guard in the keyword case of its statement, or nothing where the dialect has
 * no guard there. `changesNothing` is the gate: replay shows that the guarded statement does exactly the same.
 */
export function guardFix(fact: StatementFact, guard: Guard, changesNothing: boolean): readonly Fix[] {
	if (guard.present || guard.insertAt === undefined || guard.words === undefined) return [];
	const words = matchKeywordCase(guard.words, fact.statement.text);
	const place = { start: guard.insertAt, end: guard.insertAt };
	if (!fact.fragment.canReplace(place, `${words} `)) return [];
	return [
		{
			title: `Insert ${guard.words}`,
			safety: changesNothing ? 'safe' : 'suggested',
			edits: [
				{
					uri: fact.script.uri,
					range: fact.toDocument(place),
					newText: fact.fragment.toHostText(`${words} `, guard.insertAt),
				},
			],
		},
	];
}
