import type { TextRange } from '../../sql/text-range.ts';
import type { TextProblem } from '../migration.ts';
import type { CodeFunction, Statement } from './expression.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** What a code file exports under a name. */
export interface CodeExport {
	readonly name: string;
	/** Where the name is written at its definition. */
	readonly range: TextRange;
	/** The function, or the name of the file that stands for it; neither where it comes from elsewhere. */
	readonly function?: CodeFunction;
	readonly local?: string;
	/** The name is the key of an object or a method: nothing else in the file goes by it. */
	readonly keyOnly?: boolean;
}

/** A code file, translated into what reading a migration needs to know. */
export interface CodeModule {
	readonly body: readonly Statement[];
	readonly exports: readonly CodeExport[];
	/** The other places of the file that name an export. */
	uses(exported: CodeExport): readonly TextRange[];
	/** At most one: what follows a first error is often only its echo. */
	readonly problems: readonly TextProblem[];
	/** False where a comment of its own says that the migration runs outside a transaction. */
	readonly transaction: boolean;
}

/** Translates the syntax tree of one language. */
export type TranslateModule = (source: string, root: SyntaxNode) => CodeModule;
