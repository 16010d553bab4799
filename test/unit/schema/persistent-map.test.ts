import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PersistentMap } from '../../../src/schema/persistent-map.ts';

/** Both hash to the same 32 bits by FNV-1a. */
const [COSTARRING, LIQUID] = ['costarring', 'liquid'];

/** Few keys, so that operations meet; two of them collide, and the empty one has the hash that nothing was added to. */
const key = fc.constantFrom('', 'a', 'b', 'c', 'schema.t', '__proto__', 'ä', COSTARRING, LIQUID);
const operation = fc.oneof(
	fc.record({ do: fc.constant('with' as const), key: fc.oneof(key, fc.string()), value: fc.nat() }),
	fc.record({ do: fc.constant('without' as const), key: fc.oneof(key, fc.string()) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

function applyToMap(map: ReadonlyMap<string, number>, each: Operation): Map<string, number> {
	const copy = new Map(map);
	if (each.do === 'with') copy.set(each.key, each.value);
	else copy.delete(each.key);
	return copy;
}

const apply = (map: PersistentMap<number>, each: Operation) =>
	each.do === 'with' ? map.with(each.key, each.value) : map.without(each.key);

function assertSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): void {
	assert.deepEqual([...actual], [...expected]);
	assert.deepEqual([...actual.keys()], [...expected.keys()]);
	assert.deepEqual([...actual.values()], [...expected.values()]);
	assert.equal(actual.size, expected.size);
	for (const [key, value] of expected) assert.equal(actual.get(key), value);
}

describe('PersistentMap', () => {
	it('holds what a Map holds after any list of operations, in the same order, and so does every older version', () => {
		fc.assert(
			fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
				const versions = [{ actual: PersistentMap.of<number>(), expected: new Map<string, number>() }];
				for (const each of operations) {
					const { actual, expected } = versions.at(-1) ?? assert.fail();
					versions.push({ actual: apply(actual, each), expected: applyToMap(expected, each) });
					assert.equal(actual.has(each.key), expected.has(each.key));
				}
				for (const { actual, expected } of versions) assertSame(actual, expected);
			}),
		);
	});

	it('lets two versions go on from one', () => {
		const base = PersistentMap.of([['a', 1]]);
		const [one, other] = [base.with('b', 2), base.with('c', 3)];
		assert.deepEqual([[...one], [...other], [...base]].map(String), ['a,1,b,2', 'a,1,c,3', 'a,1']);
	});

	it('returns itself where there is nothing to take out', () => {
		const map = PersistentMap.of([['a', 1]]);
		assert.equal(map.without('b'), map);
	});

	it('tells keys apart that hash alike', () => {
		const map = PersistentMap.of([
			[COSTARRING, 1],
			[LIQUID, 2],
		]);
		assert.deepEqual([map.get(COSTARRING), map.get(LIQUID)], [1, 2]);
		assert.deepEqual([...map.without(COSTARRING)], [[LIQUID, 2]]);
		assert.equal(map.with(LIQUID, 3).get(COSTARRING), 1);
	});

	it('holds undefined as a value', () => {
		const map = PersistentMap.of<undefined>([['a', undefined]]);
		assert.deepEqual([map.has('a'), map.has('b'), map.size], [true, false, 1]);
	});

	it('is not equal to a map of other content', () => {
		assert.notDeepEqual(PersistentMap.of([['a', 1]]), PersistentMap.of([['a', 2]]));
	});
});
