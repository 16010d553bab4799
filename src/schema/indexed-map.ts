import { PersistentMap } from './persistent-map.ts';

/** Says under which labels a value is to be found beside its key. */
export type LabelsOf<Value> = (value: Value, key: string) => Iterable<string>;

/**
 * A `PersistentMap` with a second way in: each value has labels, and the keys of all values with a label are found
 * without a look at the others. The labels are kept along by every `with` and `without`.
 */
export class IndexedMap<Value> implements ReadonlyMap<string, Value> {
	private readonly labelsOf: LabelsOf<Value>;
	private readonly entriesByKey: PersistentMap<Value>;
	private readonly keysByLabel: PersistentMap<PersistentMap<true>>;

	private constructor(
		labelsOf: LabelsOf<Value>,
		entriesByKey: PersistentMap<Value>,
		keysByLabel: PersistentMap<PersistentMap<true>>,
	) {
		this.labelsOf = labelsOf;
		this.entriesByKey = entriesByKey;
		this.keysByLabel = keysByLabel;
	}

	static empty<Value>(labelsOf: LabelsOf<Value>): IndexedMap<Value> {
		return new IndexedMap(labelsOf, PersistentMap.of<Value>(), PersistentMap.of<PersistentMap<true>>());
	}

	get size(): number {
		return this.entriesByKey.size;
	}

	get(key: string): Value | undefined {
		return this.entriesByKey.get(key);
	}

	has(key: string): boolean {
		return this.entriesByKey.has(key);
	}

	/** Returns the keys of the values that have a label. */
	keysOf(label: string): Iterable<string> {
		return this.keysByLabel.get(label)?.keys() ?? [];
	}

	/** Returns a map with one entry more, or another value under the same key. */
	with(key: string, value: Value): IndexedMap<Value> {
		const old = this.entriesByKey.get(key);
		const oldLabels = new Set(old === undefined ? [] : this.labelsOf(old, key));
		const labels = new Set(this.labelsOf(value, key));
		let keysByLabel = this.keysByLabel;
		for (const label of oldLabels) if (!labels.has(label)) keysByLabel = withoutLabel(keysByLabel, label, key);
		for (const label of labels) if (!oldLabels.has(label)) keysByLabel = withLabel(keysByLabel, label, key);
		return new IndexedMap(this.labelsOf, this.entriesByKey.with(key, value), keysByLabel);
	}

	/** Returns a map without a key; the same map where the key is not in it. */
	without(key: string): IndexedMap<Value> {
		const old = this.entriesByKey.get(key);
		if (old === undefined) return this;
		let keysByLabel = this.keysByLabel;
		for (const label of new Set(this.labelsOf(old, key))) keysByLabel = withoutLabel(keysByLabel, label, key);
		return new IndexedMap(this.labelsOf, this.entriesByKey.without(key), keysByLabel);
	}

	forEach(callback: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void, thisArg?: unknown): void {
		for (const [key, value] of this) callback.call(thisArg, value, key, this);
	}

	entries(): MapIterator<[string, Value]> {
		return this.entriesByKey.entries();
	}

	keys(): MapIterator<string> {
		return this.entriesByKey.keys();
	}

	values(): MapIterator<Value> {
		return this.entriesByKey.values();
	}

	[Symbol.iterator](): MapIterator<[string, Value]> {
		return this.entriesByKey.entries();
	}
}

type KeysByLabel = PersistentMap<PersistentMap<true>>;

function withLabel(keysByLabel: KeysByLabel, label: string, key: string): KeysByLabel {
	return keysByLabel.with(label, (keysByLabel.get(label) ?? PersistentMap.of<true>()).with(key, true));
}

function withoutLabel(keysByLabel: KeysByLabel, label: string, key: string): KeysByLabel {
	const others = keysByLabel.get(label)?.without(key);
	return others === undefined || others.size === 0 ? keysByLabel.without(label) : keysByLabel.with(label, others);
}
