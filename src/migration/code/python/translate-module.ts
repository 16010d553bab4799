import type { TextRange } from '../../../sql/text-range.ts';
import type { CodeExport, CodeModule } from '../code-module.ts';
import type { Statement } from '../expression.ts';
import { firstProblem } from '../first-problem.ts';
import { hasNoTransactionComment } from '../no-transaction-comment.ts';
import { descendants, type SyntaxNode } from '../syntax-node.ts';
import { translateBlock } from './translate-statement.ts';

/** Translates a Python file. What it exports are the functions of its top level. */
export function translatePython(source: string, root: SyntaxNode): CodeModule {
	const written = translateBlock(source, root);
	const body: readonly Statement[] = [...written, ...reassigned(source, root)];
	return {
		body,
		exports: [...exportsOf(written), ...unfinished(source, root, written)],
		uses: (exported) => usesOf(source, root, exported),
		problems: firstProblem(source, root, 'Python'),
		transaction: !hasNoTransactionComment(source, root),
	};
}

/** A later definition of a name takes the place of an earlier one, so the last comes first. */
function exportsOf(statements: readonly Statement[]): readonly CodeExport[] {
	const exports: CodeExport[] = [];
	for (const statement of statements) {
		if (statement.type === 'define') {
			const { name, range } = statement.name;
			exports.unshift({ name, range, ...(statement.function && { function: statement.function }) });
		} else if (statement.type === 'assign') exports.unshift(...assignedExports(statement));
		else if (statement.type === 'branch') {
			const inBranches = exportsOf([...statement.body, ...statement.otherwise]);
			// Which of them is the one is known when the file is loaded.
			exports.unshift(...inBranches.map(({ name, range }) => ({ name, range })));
		} else if (statement.type === 'block') exports.unshift(...exportsOf(statement.body));
	}
	return exports.filter((exported, index) => exports.findIndex(({ name }) => name === exported.name) === index);
}

function assignedExports({ names, value }: Statement & { type: 'assign' }): readonly CodeExport[] {
	if (value?.type === 'function') return names.map((bound) => ({ ...bound, function: value.function }));
	if (value?.type === 'name') return names.map((bound) => ({ ...bound, local: value.name }));
	return names;
}

/** Where the grammar gave up, `def name` alone still shows that the function is there. */
function unfinished(source: string, root: SyntaxNode, statements: readonly Statement[]): readonly CodeExport[] {
	if (!root.broken) return [];
	const known = exportsOf(statements).map(({ name }) => name);
	return [...descendants(root)]
		.filter(({ type }) => type === 'ERROR')
		.flatMap(({ children }) =>
			children.flatMap((child, index) => {
				const next = children[index + 1];
				if (child.type !== 'def' || next?.type !== 'identifier') return [];
				const { start, end } = next;
				return [{ name: source.slice(start, end), range: { start, end } }];
			}),
		)
		.filter(({ name }) => !known.includes(name));
}

/** What a function gives another value by `global`, has that at a time that is not known. */
function reassigned(source: string, root: SyntaxNode): readonly Statement[] {
	if (!/\bglobal\b/.test(source)) return [];
	return [...descendants(root)]
		.filter(({ type }) => type === 'global_statement')
		.flatMap(({ children }) => children.filter(({ type }) => type === 'identifier'))
		.map(({ start, end }) => {
			const bound = { name: source.slice(start, end), range: { start, end } };
			return { type: 'assign', names: [bound], apart: false } as const;
		});
}

/** Attributes and keyword arguments of the same name are other things; a string in `__all__` is the same. */
function usesOf(source: string, root: SyntaxNode, exported: CodeExport): readonly TextRange[] {
	const uses: TextRange[] = [];
	const visit = (node: SyntaxNode, inAll: boolean): void => {
		for (const child of node.children) {
			const { type, field, start, end } = child;
			if (type === 'identifier') {
				const other =
					(node.type === 'attribute' && field === 'attribute') ||
					(node.type === 'keyword_argument' && field === 'name');
				const same = !other && start !== exported.range.start && source.slice(start, end) === exported.name;
				if (same) uses.push({ start, end });
			} else if (inAll && type === 'string_content' && source.slice(start, end) === exported.name) {
				uses.push({ start, end });
			} else if (child.children.length > 0) visit(child, inAll || isAll(source, child));
		}
	};
	visit(root, false);
	return uses;
}

function isAll(source: string, { type, children }: SyntaxNode): boolean {
	const [first] = children;
	return type === 'assignment' && first !== undefined && source.slice(first.start, first.end) === '__all__';
}
