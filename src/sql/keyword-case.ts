/**
 * Returns `words` in the case in which `sample` writes its own first keyword: in lower case where that has only
 * small letters, in upper case otherwise.
 */
export function matchKeywordCase(words: string, sample: string): string {
	const first = /[A-Za-z]+/.exec(sample)?.[0];
	return first !== undefined && first === first.toLowerCase() ? words.toLowerCase() : words.toUpperCase();
}
