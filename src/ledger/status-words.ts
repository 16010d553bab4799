import type { Value } from '../database/connection.ts';
import type { Entry, EntryStatus } from './entry.ts';

/** What other tools and people write for a status, by the first that fits. */
const WORDS: readonly (readonly [pattern: RegExp, status: EntryStatus])[] = [
	[/skip|ignor/, 'skipped'],
	[/fail|error|dirty/, 'failed'],
	[/revert|roll(ed)?[ _-]?back|undone|down/, 'reverted'],
	[/baseline/, 'baselined'],
	[/mark|manual|fake/, 'marked'],
	[/running|started|progress|pending/, 'running'],
	[/appl|success|succeed|complete|done|ok|ran|migrated|up/, 'applied'],
];

/**
 * Returns what a status in a described table means, or undefined for words that nobody can be sure about. A row without
 * a status says by being there that its migration was applied.
 */
export function statusFromWords(
	value: Value | undefined,
): Pick<Entry, 'status' | 'statusText' | 'saidToBeThere'> | undefined {
	if (value === null || value === undefined) return { status: 'applied' };
	if (value === true || value === 1 || value === '1') return { status: 'applied' };
	if (value === false || value === 0 || value === '0') return { status: 'failed' };
	const text = String(value);
	const status = WORDS.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
	if (status === undefined) return undefined;
	const saidToBeThere = status === 'skipped' && /already|appl|exist/.test(text.toLowerCase());
	return {
		status,
		...(text !== status && { statusText: text }),
		...(saidToBeThere && { saidToBeThere }),
	};
}
