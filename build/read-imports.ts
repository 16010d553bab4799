import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import treeSitter, { type Node } from '@vscode/tree-sitter-wasm';

/** One import, or export from elsewhere, in a TypeScript file. */
export interface Import {
	/** As written: `./finding.ts`, `vscode`. */
	readonly specifier: string;
	/** Written `import type` or `export type`, and so erased before the program runs. */
	readonly typeOnly: boolean;
	/** Counted from 1. */
	readonly line: number;
}

/**
 * Prepares a function that reads every import of a TypeScript source: static, dynamic, of types only. A bundler's list
 * would not do, for it leaves types out.
 */
export async function importReader(): Promise<(source: string) => Import[]> {
	const wasm = join(dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
	await treeSitter.Parser.init({ locateFile: (name: string) => join(wasm, name) });
	const parser = new treeSitter.Parser();
	parser.setLanguage(await treeSitter.Language.load(join(wasm, 'tree-sitter-typescript.wasm')));
	return (source) => {
		const tree = parser.parse(source);
		if (tree === null) throw new Error('tree-sitter gave up on a source');
		try {
			return tree.rootNode
				.descendantsOfType(['import_statement', 'export_statement', 'import'])
				.flatMap((node) => (node === null ? [] : readImport(node)));
		} finally {
			tree.delete();
		}
	};
}

function readImport(node: Node): Import[] {
	// `import('./x.ts')`, as a call or within a type: the keyword, followed by the arguments.
	const isKeyword = node.type === 'import';
	if (isKeyword && node.parent?.type === 'import_statement') return [];
	const holder = isKeyword ? node.parent : node;
	const source = isKeyword ? holder?.descendantsOfType('string')[0] : node.childForFieldName('source');
	const specifier = source?.descendantsOfType('string_fragment')[0]?.text;
	if (specifier === undefined) return [];
	const typeOnly = !isKeyword && node.children.some((child) => child?.type === 'type');
	return [{ specifier, typeOnly, line: node.startPosition.row + 1 }];
}
