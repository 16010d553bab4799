import type { TextRange } from '../sql/text-range.ts';

/** A comment by which somebody says that a finding is meant: `-- plumbline-ignore order/gap: numbers were merged`. */
export interface Suppression {
	readonly rule: string;
	readonly reason: string | undefined;
	/** The whole file, or one line of it (from 0). */
	readonly scope: 'file' | { readonly line: number };
	/** The rule's name in the comment. */
	readonly range: TextRange;
	/** What goes when the suppression goes: the comment, with its line where nothing else is on it. */
	readonly comment: TextRange;
}

const COMMENT =
	/(?:--|#|\/\/)[ \t]*plumbline-ignore(-file)?[ \t]+([\w/-]+(?:[ \t]*,[ \t]*[\w/-]+)*)(?:[ \t]*:[ \t]*([^\r\n]*\S))?/g;

/**
 * Returns the suppressions of a document in its order. One on a line of its own is about the next line, one behind something
 * about its own.
 */
export function readSuppressions(source: string): readonly Suppression[] {
	if (!source.includes('plumbline-ignore')) return [];
	const found: Suppression[] = [];
	for (const match of source.matchAll(COMMENT)) {
		const [text, ofFile, rules = '', reason] = match;
		const lineStart = source.lastIndexOf('\n', match.index - 1) + 1;
		const alone = source.slice(lineStart, match.index).trim() === '';
		const line = countLines(source.slice(0, lineStart)) + (alone ? 1 : 0);
		const comment = alone
			? { start: lineStart, end: endOfLine(source, match.index) }
			: { start: source.slice(0, match.index).trimEnd().length, end: match.index + text.length };
		const rulesAt = match.index + text.indexOf(rules);
		for (const { 0: rule, index } of rules.matchAll(/[\w/-]+/g)) {
			const range = { start: rulesAt + index, end: rulesAt + index + rule.length };
			found.push({ rule, reason, scope: ofFile === undefined ? { line } : 'file', range, comment });
		}
	}
	return found;
}

function countLines(text: string): number {
	return text.split('\n').length - 1;
}

function endOfLine(source: string, from: number): number {
	const end = source.indexOf('\n', from);
	return end === -1 ? source.length : end + 1;
}
