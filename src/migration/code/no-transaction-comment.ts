import { descendants, type SyntaxNode } from './syntax-node.ts';

/** True where a comment of its own says that the migration runs outside a transaction. */
export function hasNoTransactionComment(source: string, root: SyntaxNode): boolean {
	if (!source.includes('plumbline:no-transaction')) return false;
	for (const { type, start, end } of descendants(root)) {
		if (type === 'comment' && /^(?:#|\/\/)\s*plumbline:no-transaction\s*$/.test(source.slice(start, end))) return true;
	}
	return false;
}
