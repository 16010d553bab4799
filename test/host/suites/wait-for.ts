const patienceMs = 20_000;

/**
 * Asks again and again until there is an answer, and returns it.
 * @throws with `what` when there is none in time.
 */
export async function waitFor<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const until = Date.now() + patienceMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > until) throw new Error(`Waited ${patienceMs / 1000} s in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
