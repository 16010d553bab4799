import assert from 'node:assert/strict';
import { statusFromWords } from '../../../src/ledger/status-words.ts';

describe('a status in the words of another tool', () => {
	for (const [value, status] of [
		['applied', 'applied'],
		['Success', 'applied'],
		['COMPLETED', 'applied'],
		[1, 'applied'],
		[true, 'applied'],
		[null, 'applied'],
		['skipped (already applied)', 'skipped'],
		['failed: not applied', undefined],
		['error', 'failed'],
		[false, 'failed'],
		['corrupt', 'failed'],
		['rolled back', 'reverted'],
		['in progress', 'running'],
		['marked by ada', 'marked'],
		['baseline', 'baselined'],
		['unapplied', undefined],
		['hm', undefined],
		['', undefined],
	] as const) {
		it(`${JSON.stringify(value)} means ${status ?? 'nothing that one can be sure of'}`, () =>
			assert.equal(statusFromWords(value)?.status, status));
	}

	it('keeps its words, and whether a skipped one was said to be there', () => {
		assert.deepEqual(statusFromWords('skipped (already applied)'), {
			status: 'skipped',
			statusText: 'skipped (already applied)',
			saidToBeThere: true,
		});
		assert.deepEqual(statusFromWords('skipped'), { status: 'skipped' });
	});
});
