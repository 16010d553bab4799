import type { Language, Tree } from '@vscode/tree-sitter-wasm';
import type { SyntaxNode } from './syntax-node.ts';

/** Deeper than anybody writes; what is nested deeper is left out, so that recursion over the copy has an end. */
const deepest = 1000;

interface OpenNode {
	readonly type: string;
	readonly named: boolean;
	readonly field: string | undefined;
	readonly start: number;
	readonly end: number;
	readonly missing: boolean;
	readonly children: SyntaxNode[];
}

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
			open.push({
				type: cursor.nodeType,
				named: language.nodeTypeIsNamed(cursor.nodeTypeId),
				field: cursor.currentFieldName ?? undefined,
				start: cursor.startIndex,
				end: cursor.endIndex,
				missing: hasError && cursor.nodeIsMissing,
				children: [],
			});
			const tooDeep = open.length >= deepest;
			if (!tooDeep && cursor.gotoFirstChild()) continue;
			for (let leftOut = tooDeep; ; leftOut = false) {
				const node = close(open, leftOut);
				const parent = open.at(-1);
				if (parent === undefined) return node;
				parent.children.push(node);
				if (cursor.gotoNextSibling()) break;
				cursor.gotoParent();
			}
		}
	} finally {
		cursor.delete();
	}
}

function close(open: OpenNode[], leftOut: boolean): SyntaxNode {
	const node = open.pop();
	if (node === undefined) throw new RangeError('the tree has more ends than beginnings');
	return {
		...node,
		broken: leftOut || node.type === 'ERROR' || node.missing || node.children.some(({ broken }) => broken),
	};
}
