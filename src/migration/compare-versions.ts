/**
 * Orders versions by their numbers, part by part between the dots: `001` < `2` < `10`, `0.2` < `0.19` < `1`, and `1`
 * equals `001`. What divides the parts of a time (`2024_01_02-030405`) is passed over. Numbers of any length are compared
 * exactly, as timestamps with milliseconds are beyond what a double holds.
 */
export function compareVersions(a: string, b: string): number {
	const left = numbersOf(a);
	const right = numbersOf(b);
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const order = compareDigits(left[index] ?? '', right[index] ?? '');
		if (order !== 0) return order;
	}
	return 0;
}

/** Orders texts by their code units, alike on every machine. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function numbersOf(version: string): readonly string[] {
	return version.replace(/[^0-9.]/g, '').split('.');
}

function compareDigits(a: string, b: string): number {
	const left = a.replace(/^0+/, '');
	const right = b.replace(/^0+/, '');
	return left.length - right.length || compareText(left, right);
}
