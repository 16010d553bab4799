/** One line of a difference: in the old text only, in the new one only. */
export interface DiffLine {
	readonly sign: '-' | '+';
	readonly text: string;
}

/** Returns the lines that two texts do not share, in order: a longest common subsequence, for texts of a screen or two. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
	const [old, now] = [before.split('\n'), after.split('\n')];
	const common = commonLengths(old, now);
	const lines: DiffLine[] = [];
	let [i, j] = [0, 0];
	while (i < old.length || j < now.length) {
		if (i < old.length && old[i] === now[j]) {
			i += 1;
			j += 1;
		} else if (i < old.length && (j === now.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
			lines.push({ sign: '-', text: old[i] ?? '' });
			i += 1;
		} else {
			lines.push({ sign: '+', text: now[j] ?? '' });
			j += 1;
		}
	}
	return lines;
}

/** How many lines the rest of both texts share, from every pair of lines on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
	const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
	for (let i = old.length - 1; i >= 0; i -= 1) {
		const row = lengths[i] ?? [];
		for (let j = now.length - 1; j >= 0; j -= 1) {
			row[j] =
				old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
		}
	}
	return lengths;
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
	return lengths[i]?.[j] ?? 0;
}
