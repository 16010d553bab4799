/**
 * A map that forgets what was not asked for longest, once the weights of its entries exceed `capacity`. An entry that
 * alone is heavier is not kept.
 */
export class BoundedCache<Key, Value> {
	readonly #capacity: number;
	readonly #weigh: (key: Key, value: Value) => number;
	/** In the order of last use, the oldest first. */
	readonly #entries = new Map<Key, Value>();
	#weight = 0;

	constructor(capacity: number, weigh: (key: Key, value: Value) => number) {
		this.#capacity = capacity;
		this.#weigh = weigh;
	}

	get size(): number {
		return this.#entries.size;
	}

	get(key: Key): Value | undefined {
		const value = this.#entries.get(key);
		if (value === undefined) return undefined;
		this.#entries.delete(key);
		this.#entries.set(key, value);
		return value;
	}

	set(key: Key, value: Value): void {
		this.#forget(key);
		const weight = this.#weigh(key, value);
		if (weight > this.#capacity) return;
		this.#entries.set(key, value);
		this.#weight += weight;
		for (const oldest of this.#entries.keys()) {
			if (this.#weight <= this.#capacity) break;
			this.#forget(oldest);
		}
	}

	#forget(key: Key): void {
		const value = this.#entries.get(key);
		if (value === undefined) return;
		this.#weight -= this.#weigh(key, value);
		this.#entries.delete(key);
	}
}
