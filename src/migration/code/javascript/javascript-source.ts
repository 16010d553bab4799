import type { CodeFunction } from '../expression.ts';
import type { SyntaxNode } from '../syntax-node.ts';

/** A text, and how the functions in it are translated: expressions hold functions, which hold statements. */
export interface JavascriptSource {
	readonly text: string;
	/** Translates a function of any kind: declared, an arrow, a method. */
	readonly functionOf: (node: SyntaxNode) => CodeFunction;
}
