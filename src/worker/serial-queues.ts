/** Lets work with the same key wait for each other, in order. */
export class SerialQueues {
	readonly #last = new Map<string, Promise<unknown>>();

	/** Runs `work` once everything that was given before under this key has ended, however it ended. */
	async run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const result = before.then(work, work);
		this.#last.set(key, result);
		try {
			return await result;
		} finally {
			if (this.#last.get(key) === result) this.#last.delete(key);
		}
	}
}
