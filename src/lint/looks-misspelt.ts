import { distance } from 'fastest-levenshtein';

/**
 * True where a name is so near to another that it can hardly be meant for itself: one letter apart, or two in a long name
 * or by a swap. Digits tell things apart (`notes_v1`, `notes_v2`), so names that differ in them are never taken for each other.
 */
export function looksMisspelt(written: string, there: string): boolean {
	const [one, other] = [written.toLowerCase(), there.toLowerCase()];
	if (one === other) return true;
	if (one.replace(/\D/g, '') !== other.replace(/\D/g, '') || Math.min(one.length, other.length) < 4) return false;
	if (one.replaceAll('_', '') === other.replaceAll('_', '')) return false;
	const edits = distance(one, other);
	return edits === 1 || (edits === 2 && (one.length >= 10 || sorted(one) === sorted(other)));
}

function sorted(text: string): string {
	return [...text].sort().join('');
}
