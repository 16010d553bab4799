import type { TextProblem } from '../migration.ts';
import { descendants, type SyntaxNode } from './syntax-node.ts';

/**
 * Returns the first place of a file that does not follow its grammar: one, for what comes after it is often only its
 * echo. The range ends with its line.
 */
export function firstProblem(source: string, root: SyntaxNode, language: string): readonly TextProblem[] {
	if (!root.broken) return [];
	for (const { type, missing, start, end } of descendants(root)) {
		if (missing) {
			const range = { start, end: start };
			return [{ message: `${language} cannot read this: \`${type}\` is missing here.`, range }];
		}
		if (type !== 'ERROR') continue;
		const lineEnd = /[\r\n]|$/.exec(source.slice(start))?.index ?? 0;
		const range = { start, end: Math.min(Math.max(end, start + 1), start + Math.max(lineEnd, 1)) };
		return [{ message: `${language} cannot read this.`, range }];
	}
	return [];
}
