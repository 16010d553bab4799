import path from 'node:path';
import type { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { MigrationFile, ScriptLanguage } from '../migration.ts';
import type { TranslateModule } from './code-module.ts';
import type { CodeReader } from './code-reader.ts';
import { copyTree } from './copy-tree.ts';
import { translateJavascript, translateTypescript } from './javascript/translate-module.ts';
import { translatePython } from './python/translate-module.ts';
import { readCodeMigration } from './read-code-migration.ts';

const grammars = ['python', 'typescript', 'tsx', 'javascript'] as const;
type Grammar = (typeof grammars)[number];

const translators: Readonly<Partial<Record<ScriptLanguage, TranslateModule>>> = {
	python: translatePython,
	typescript: translateTypescript,
	javascript: translateJavascript,
};

/**
 * Loads the grammars of all languages of migrations, which takes some 80 ms, and returns what reads with them.
 * @param treeSitterDirectory path of the folder that holds `tree-sitter.wasm` and the grammars
 * @throws where a file of it cannot be read
 */
export async function loadCodeReader(treeSitterDirectory: string): Promise<CodeReader> {
	const module = await import('@vscode/tree-sitter-wasm');
	// A CommonJS package: under Node its exports are the default one, in a bundle both.
	const treeSitter = module.default ?? module;
	await treeSitter.Parser.init({ locateFile: (file) => path.join(treeSitterDirectory, file) });
	const parser = new treeSitter.Parser();
	const languages = new Map<Grammar, Language>();
	for (const grammar of grammars) {
		const file = path.join(treeSitterDirectory, `tree-sitter-${grammar}.wasm`);
		languages.set(grammar, await treeSitter.Language.load(file));
	}
	return {
		read(convention, file, text) {
			const language = languages.get(grammarOf(file));
			if (language === undefined) throw new RangeError(`no grammar was loaded for ${file.fileName}`);
			const translate = translators[file.language] ?? translateJavascript;
			return readCodeMigration(convention, file, translate(text, parse(parser, language, text)));
		},
	};
}

function parse(parser: Parser, language: Language, text: string) {
	const tree = parser.setLanguage(language).parse(text);
	if (tree === null) throw new Error('the parser gave up although nobody stopped it');
	try {
		return copyTree(tree, language);
	} finally {
		tree.delete();
	}
}

function grammarOf({ language, fileName }: MigrationFile): Grammar {
	if (language === 'python' || language === 'javascript') return language;
	return /\.tsx$/i.test(fileName) ? 'tsx' : 'typescript';
}
