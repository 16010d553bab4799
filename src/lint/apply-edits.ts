import type { TextEdit } from './finding.ts';

/** Returns `text` with the edits made. They must not overlap; their order does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	let result = text;
	for (const edit of edits.toSorted((a, b) => b.range.start - a.range.start || b.range.end - a.range.end)) {
		result = result.slice(0, edit.range.start) + edit.newText + result.slice(edit.range.end);
	}
	return result;
}

/** Returns the edits of as many fixes as fit side by side: a fix that overlaps an earlier one is left for the next pass. */
export function editsThatFit(fixes: readonly { readonly edits: readonly TextEdit[] }[]): readonly TextEdit[] {
	const taken: TextEdit[] = [];
	for (const { edits } of fixes) {
		if (!edits.some((edit) => taken.some((other) => overlaps(edit, other)))) taken.push(...edits);
	}
	return taken;
}

/** Two insertions at one place overlap too: their order would be chance. */
function overlaps(a: TextEdit, b: TextEdit): boolean {
	if (a.uri !== b.uri) return false;
	return a.range.start === b.range.start || (a.range.start < b.range.end && b.range.start < a.range.end);
}
