import type { Value } from '../database/connection.ts';
import type { Entry, EntryStatus } from './entry.ts';

/** What other tools and people write for a status, one of these words, by the first line that fits. */
const WORDS: readonly (readonly [word: RegExp, status: EntryStatus])[] = [
	[/^(skip|ignor)/, 'skipped'],
	[/^(fail|err|dirty|broken|corrupt)/, 'failed'],
	[/^(revert|rollback|rolled|undone|down$)/, 'reverted'],
	[/^baselin/, 'baselined'],
	[/^(mark|manual|fake)/, 'marked'],
	[/^(running|run$|start|began|progress|pending)/, 'running'],
	[/^(appl|succe|complet|migrated|done$|ok$|ran$|up$|executed)/, 'applied'],
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
	const words: readonly string[] = text.toLowerCase().match(/\p{L}+/gu) ?? [];
	if (words.includes('not')) return undefined;
	const status = WORDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
	if (status === undefined) return undefined;
	const saidToBeThere = status === 'skipped' && words.some((word) => /^(already|appl|exist)/.test(word));
	return {
		status,
		...(text !== status && { statusText: text }),
		...(saidToBeThere && { saidToBeThere }),
	};
}
