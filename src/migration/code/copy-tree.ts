import type { Language, Tree } from '@vscode/tree-sitter-wasm';
import type { SyntaxNode } from './syntax-node.ts';

/** Deeper than anybody writes; what is nested deeper is left out, so that recursion over the copy has an end. */
const deepest = 1000;

/** Most nodes have no children: they share one list. */
const noChildren: readonly SyntaxNode[] = [];

/** A node whose children are still being copied. */
type OpenNode = SyntaxNode & { readonly children: SyntaxNode[]; broken: boolean };

/**
 * Copies a tree out of the parser's memory in one pass: each step there crosses into WebAssembly, and what is left there
 * must be freed by hand. Without recursion, for expressions may be nested deeper than the stack.
 */
export function copyTree(tree: Tree, language: Language): SyntaxNode {
	const hasError = tree.rootNode.hasError;
	const cursor = tree.walk();
	const open: OpenNode[] = [];
	try {
		for (;;) {
			const type = cursor.nodeType;
			const missing = hasError && cursor.nodeIsMissing;
			const node = {
				type,
				named: language.nodeTypeIsNamed(cursor.nodeTypeId),
				field: cursor.currentFieldName ?? undefined,
				start: cursor.startIndex,
				end: cursor.endIndex,
				children: noChildren,
				missing,
				broken: missing || type === 'ERROR',
			};
			const tooDeep = open.length >= deepest;
			if (!tooDeep && cursor.gotoFirstChild()) {
				const children: SyntaxNode[] = [];
				open.push(Object.assign(node, { children }));
				continue;
			}
			if (tooDeep) node.broken = true;
			let closed: SyntaxNode = node;
			for (;;) {
				const parent = open.at(-1);
				if (parent === undefined) return closed;
				parent.children.push(closed);
				parent.broken ||= closed.broken;
				if (cursor.gotoNextSibling()) break;
				cursor.gotoParent();
				closed = parent;
				open.pop();
			}
		}
	} finally {
		cursor.delete();
	}
}
