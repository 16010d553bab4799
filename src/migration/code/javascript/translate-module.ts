import type { TextRange } from '../../../sql/text-range.ts';
import type { CodeExport, CodeModule } from '../code-module.ts';
import { firstProblem } from '../first-problem.ts';
import { hasNoTransactionComment } from '../no-transaction-comment.ts';
import { childInField, type SyntaxNode } from '../syntax-node.ts';
import { findExports, isExportsObject } from './find-exports.ts';
import type { JavascriptSource } from './javascript-source.ts';
import { javascriptSource, translateBlock } from './translate-statement.ts';

/** Translates a TypeScript file. */
export function translateTypescript(source: string, root: SyntaxNode): CodeModule {
	return translateModule(source, root, 'TypeScript');
}

/** Translates a JavaScript file, an ES module or a CommonJS one. */
export function translateJavascript(source: string, root: SyntaxNode): CodeModule {
	return translateModule(source, root, 'JavaScript');
}

function translateModule(text: string, root: SyntaxNode, language: string): CodeModule {
	const source = javascriptSource(text);
	return {
		body: translateBlock(source, root),
		exports: findExports(source, root),
		uses: (exported) => (exported.keyOnly === true ? [] : usesOf(source, root, exported)),
		problems: firstProblem(text, root, language),
		transaction: !hasNoTransactionComment(text, root),
	};
}

/** Properties of the same name are other things, but for those of `exports`. */
function usesOf(source: JavascriptSource, root: SyntaxNode, exported: CodeExport): readonly TextRange[] {
	const uses: TextRange[] = [];
	const visit = (node: SyntaxNode): void => {
		for (const child of node.children) {
			const { type, start, end } = child;
			const isName =
				type === 'identifier' ||
				type === 'shorthand_property_identifier' ||
				(type === 'property_identifier' && isPropertyOfExports(source, node));
			if (!isName) visit(child);
			else if (start !== exported.range.start && source.text.slice(start, end) === exported.name)
				uses.push({ start, end });
		}
	};
	visit(root);
	return uses;
}

function isPropertyOfExports(source: JavascriptSource, parent: SyntaxNode): boolean {
	const object = parent.type === 'member_expression' ? childInField(parent, 'object') : undefined;
	return object !== undefined && isExportsObject(source, object);
}
