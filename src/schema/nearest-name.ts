import { distance } from 'fastest-levenshtein';

/** Returns the candidate that a misspelt name most likely means, or undefined where none is near enough to suggest. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
	const written = name.toLowerCase();
	let nearest: string | undefined;
	let least = Math.ceil(written.length / 3) + 1;
	for (const candidate of candidates) {
		const edits = distance(written, candidate.toLowerCase());
		if (candidate !== name && edits < least) {
			least = edits;
			nearest = candidate;
		}
	}
	return nearest;
}
