import type { TextRange } from '../../sql/text-range.ts';

/** A node of a syntax tree, copied out of the parser's memory. */
export interface SyntaxNode extends TextRange {
	/** The grammar's name for it; punctuation and keywords are their own. */
	readonly type: string;
	readonly named: boolean;
	/** What it is to its parent, where the grammar names that. */
	readonly field: string | undefined;
	readonly children: readonly SyntaxNode[];
	/** The parser made it up to go on; it has no text. */
	readonly missing: boolean;
	/** Something in it does not follow the grammar. */
	readonly broken: boolean;
}

export function childInField(node: SyntaxNode, field: string): SyntaxNode | undefined {
	return node.children.find((child) => child.field === field);
}

/** Returns the children that mean something: no punctuation, no keywords, no comments. */
export function namedChildren(node: SyntaxNode): readonly SyntaxNode[] {
	return node.children.filter(({ named, type }) => named && type !== 'comment');
}

/** Returns a node and everything in it, in the order of the document. */
export function* descendants(root: SyntaxNode): Iterable<SyntaxNode> {
	const open = [root];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		yield node;
		for (let index = node.children.length - 1; index >= 0; index--) {
			const child = node.children[index];
			if (child !== undefined) open.push(child);
		}
	}
}
