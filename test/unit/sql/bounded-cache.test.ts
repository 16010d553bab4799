import assert from 'node:assert/strict';
import { BoundedCache } from '../../../src/sql/bounded-cache.ts';

describe('BoundedCache', () => {
	it('forgets what was not asked for longest', () => {
		const cache = new BoundedCache<string, number>(3, () => 1);
		for (const key of ['a', 'b', 'c']) cache.set(key, 1);
		assert.equal(cache.get('a'), 1);
		cache.set('d', 1);
		assert.deepEqual(
			['a', 'b', 'c', 'd'].map((key) => cache.get(key)),
			[1, undefined, 1, 1],
		);
	});

	it('keeps within its weight, and keeps nothing that is heavier alone', () => {
		const cache = new BoundedCache<string, string>(10, (_, value) => value.length);
		cache.set('a', 'xxxxxx');
		cache.set('b', 'xxxx');
		assert.equal(cache.size, 2);
		cache.set('b', 'xxxxx');
		assert.equal(cache.get('a'), undefined);
		cache.set('c', 'x'.repeat(11));
		assert.equal(cache.get('c'), undefined);
		assert.equal(cache.get('b'), 'xxxxx');
	});
});
