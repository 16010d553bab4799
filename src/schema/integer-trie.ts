/**
 * An immutable map from 32-bit integers, as a binary trie that branches where keys differ: `with` and `without` copy the
 * path to one leaf and share the rest. After Okasaki and Gill, "Fast Mergeable Integer Maps" (1998).
 */
export type IntegerTrie<Value> = Leaf<Value> | Branch<Value> | undefined;

interface Leaf<Value> {
	readonly key: number;
	readonly value: Value;
	/** What tells it from a branch. */
	readonly bit: undefined;
}

/** Its keys are equal above `bit`, and differ in it. */
interface Branch<Value> {
	/** The common bits above `bit`; those from `bit` down are 0. */
	readonly prefix: number;
	readonly bit: number;
	readonly zero: Leaf<Value> | Branch<Value>;
	readonly one: Leaf<Value> | Branch<Value>;
}

export function trieGet<Value>(trie: IntegerTrie<Value>, key: number): Value | undefined {
	let node = trie;
	while (node?.bit !== undefined) node = (key & node.bit) === 0 ? node.zero : node.one;
	return node?.key === key ? node.value : undefined;
}

export function trieWith<Value>(trie: IntegerTrie<Value>, key: number, value: Value): NonNullable<IntegerTrie<Value>> {
	const leaf: Leaf<Value> = { key, value, bit: undefined };
	if (trie === undefined) return leaf;
	if (trie.bit === undefined) return trie.key === key ? leaf : joined(key, leaf, trie.key, trie);
	const { prefix, bit, zero, one } = trie;
	if (above(key, bit) !== prefix) return joined(key, leaf, prefix, trie);
	return (key & bit) === 0
		? { prefix, bit, zero: trieWith(zero, key, value), one }
		: { prefix, bit, zero, one: trieWith(one, key, value) };
}

/** Returns the same trie where the key is not in it. */
export function trieWithout<Value>(trie: IntegerTrie<Value>, key: number): IntegerTrie<Value> {
	if (trie === undefined) return undefined;
	if (trie.bit === undefined) return trie.key === key ? undefined : trie;
	const { prefix, bit, zero, one } = trie;
	if ((key & bit) === 0) {
		const rest = trieWithout(zero, key);
		if (rest === zero) return trie;
		return rest === undefined ? one : { prefix, bit, zero: rest, one };
	}
	const rest = trieWithout(one, key);
	if (rest === one) return trie;
	return rest === undefined ? zero : { prefix, bit, zero, one: rest };
}

/** Iterates over the values; in ascending order of the keys where none is negative. */
export function* trieValues<Value>(trie: IntegerTrie<Value>): Generator<Value, undefined, unknown> {
	const waiting = [trie];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (node.bit === undefined) yield node.value;
		else waiting.push(node.one, node.zero);
	}
}

function joined<Value>(
	keyOfNew: number,
	added: Leaf<Value>,
	keyOfOld: number,
	old: Leaf<Value> | Branch<Value>,
): Branch<Value> {
	const bit = 1 << (31 - Math.clz32(keyOfNew ^ keyOfOld));
	const prefix = above(keyOfNew, bit);
	return (keyOfNew & bit) === 0 ? { prefix, bit, zero: added, one: old } : { prefix, bit, zero: old, one: added };
}

/** The bits of a key above `bit`. */
function above(key: number, bit: number): number {
	return key & ~((bit << 1) - 1);
}
