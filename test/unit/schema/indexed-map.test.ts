import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IndexedMap } from '../../../src/schema/indexed-map.ts';

/** Values are their own labels, one a letter. */
const empty = IndexedMap.empty<string>((value, key) => [...value].map((letter) => `${letter}${key.length}`));

const key = fc.constantFrom('x', 'y', 'zz', '');
const operation = fc.record({
	key,
	value: fc.option(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 })),
});
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

const apply = (map: IndexedMap<string>, { key, value }: Operation) =>
	value === null ? map.without(key) : map.with(key, value);

function scanned(map: ReadonlyMap<string, string>, label: string): string[] {
	return [...map]
		.filter(([key, value]) => [...value].some((letter) => `${letter}${key.length}` === label))
		.map(([key]) => key);
}

describe('IndexedMap', () => {
	it('finds by label what a scan finds, after any list of operations and in every older version', () => {
		fc.assert(
			fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
				const versions = [{ map: empty, expected: new Map<string, string>() }];
				for (const each of operations) {
					const { map, expected } = versions.at(-1) ?? assert.fail();
					const next = new Map(expected);
					if (each.value === null) next.delete(each.key);
					else next.set(each.key, each.value);
					versions.push({ map: apply(map, each), expected: next });
				}
				for (const { map, expected } of versions) {
					assert.deepEqual([...map], [...expected]);
					for (const letter of 'abc') {
						for (const length of [0, 1, 2]) {
							const label = letter + length;
							assert.deepEqual([...map.keysOf(label)].sort(), scanned(expected, label).sort(), label);
						}
					}
				}
			}),
		);
	});

	it('returns itself where there is nothing to take out', () => {
		const map = empty.with('x', 'a');
		assert.equal(map.without('y'), map);
	});
});
