import { type AstNode, VisitorKeys } from 'sqlite3-parser';

const CHILD_KEYS: Readonly<Record<string, readonly string[] | undefined>> = VisitorKeys;

/**
 * Visits a node and everything below it, in the order of the text, unless `enter` returns false: then not what is below
 * that node. It does not call itself, so that no depth of nesting exhausts the stack.
 */
export function walkTree(root: AstNode, enter: (node: AstNode) => boolean): void {
	const waiting: AstNode[] = [root];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (enter(node)) waiting.push(...childrenOf(node).reverse());
	}
}

function childrenOf(node: AstNode): AstNode[] {
	const properties = node as unknown as Readonly<Record<string, AstNode | readonly AstNode[] | undefined>>;
	const children: AstNode[] = [];
	for (const key of CHILD_KEYS[node.type] ?? []) {
		const child = properties[key];
		if (child === undefined) continue;
		if (isList(child)) for (const item of child) children.push(item);
		else children.push(child);
	}
	return children;
}

function isList(child: AstNode | readonly AstNode[]): child is readonly AstNode[] {
	return Array.isArray(child);
}
