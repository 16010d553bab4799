import { type IntegerTrie, trieGet, trieValues, trieWith, trieWithout } from './integer-trie.ts';

interface Entry<Value> {
	readonly key: string;
	readonly value: Value;
	/** Entries are iterated by it: a new key comes last, a new value stays in the place of the old one. */
	readonly place: number;
}

/** What it consists of. */
interface Content<Value> {
	/** By hash of the key; several entries where hashes collide. */
	readonly byHash: IntegerTrie<readonly Entry<Value>[]>;
	readonly byPlace: IntegerTrie<Entry<Value>>;
	readonly size: number;
	readonly nextPlace: number;
}

/**
 * An immutable map with the contract and the order of `Map`. `with` and `without` cost O(log n) and leave the map that
 * they are called on as it is: static replay keeps the schema before each of many thousand statements, and a `Map`
 * copied for each would cost the square of their number in time and memory.
 */
export class PersistentMap<Value> implements ReadonlyMap<string, Value> {
	// No #private fields: assertions that compare two of these would take any two for equal.
	private readonly content: Content<Value>;

	private constructor(content: Content<Value>) {
		this.content = content;
	}

	static of<Value>(entries: Iterable<readonly [string, Value]> = []): PersistentMap<Value> {
		let map = new PersistentMap<Value>({ byHash: undefined, byPlace: undefined, size: 0, nextPlace: 0 });
		for (const [key, value] of entries) map = map.with(key, value);
		return map;
	}

	get size(): number {
		return this.content.size;
	}

	get(key: string): Value | undefined {
		return this.find(key)?.value;
	}

	has(key: string): boolean {
		return this.find(key) !== undefined;
	}

	/** Returns a map with one entry more, or another value under the same key. */
	with(key: string, value: Value): PersistentMap<Value> {
		const { byHash, byPlace, size, nextPlace } = this.content;
		const hash = hashOf(key);
		const sameHash = trieGet(byHash, hash) ?? [];
		const known = sameHash.find((entry) => entry.key === key);
		const entry: Entry<Value> = { key, value, place: known?.place ?? nextPlace };
		return new PersistentMap({
			byHash: trieWith(byHash, hash, [...sameHash.filter((other) => other !== known), entry]),
			byPlace: trieWith(byPlace, entry.place, entry),
			size: known === undefined ? size + 1 : size,
			nextPlace: Math.max(nextPlace, entry.place + 1),
		});
	}

	/** Returns a map without a key; the same map where the key is not in it. */
	without(key: string): PersistentMap<Value> {
		const { byHash, byPlace, size, nextPlace } = this.content;
		const hash = hashOf(key);
		const sameHash = trieGet(byHash, hash) ?? [];
		const known = sameHash.find((entry) => entry.key === key);
		if (known === undefined) return this;
		const others = sameHash.filter((entry) => entry !== known);
		return new PersistentMap({
			byHash: others.length === 0 ? trieWithout(byHash, hash) : trieWith(byHash, hash, others),
			byPlace: trieWithout(byPlace, known.place),
			size: size - 1,
			nextPlace,
		});
	}

	forEach(callback: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void, thisArg?: unknown): void {
		for (const [key, value] of this) callback.call(thisArg, value, key, this);
	}

	*entries(): Generator<[string, Value], undefined, unknown> {
		for (const { key, value } of trieValues(this.content.byPlace)) yield [key, value];
	}

	*keys(): Generator<string, undefined, unknown> {
		for (const { key } of trieValues(this.content.byPlace)) yield key;
	}

	*values(): Generator<Value, undefined, unknown> {
		for (const { value } of trieValues(this.content.byPlace)) yield value;
	}

	[Symbol.iterator](): Generator<[string, Value], undefined, unknown> {
		return this.entries();
	}

	private find(key: string): Entry<Value> | undefined {
		return trieGet(this.content.byHash, hashOf(key))?.find((entry) => entry.key === key);
	}
}

/** FNV-1a over the UTF-16 code units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(key: string): number {
	let hash = 0x811c9dc5 | 0;
	for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
	return hash;
}
