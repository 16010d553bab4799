import type { CodeExport } from '../code-module.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { JavascriptSource } from './javascript-source.ts';
import { patternNames } from './pattern-names.ts';

/**
 * Returns what a file exports, in its usual shapes: `export function up`, `export const up = …`, `export { up }`,
 * `export default { up }`, the methods of an exported class, `exports.up = …` and `module.exports = { up }`.
 */
export function findExports(source: JavascriptSource, root: SyntaxNode): readonly CodeExport[] {
	return namedChildren(root).flatMap((node) => {
		if (node.type === 'export_statement') return exportStatement(source, root, node);
		const [expression] = node.type === 'expression_statement' ? namedChildren(node) : [];
		return expression?.type === 'assignment_expression' ? commonJsExports(source, root, expression) : [];
	});
}

function exportStatement(source: JavascriptSource, root: SyntaxNode, node: SyntaxNode): readonly CodeExport[] {
	const declaration = childInField(node, 'declaration');
	const value = childInField(node, 'value');
	if (declaration !== undefined) return declaredExports(source, declaration);
	if (value !== undefined) return membersOf(source, root, value);
	const clause = node.children.find(({ type }) => type === 'export_clause');
	const fromElsewhere = childInField(node, 'source') !== undefined;
	return (clause === undefined ? [] : namedChildren(clause)).flatMap((specifier) => {
		const local = childInField(specifier, 'name');
		const name = childInField(specifier, 'alias') ?? local;
		if (name === undefined || local === undefined) return [];
		return [{ ...named(source, name), ...(!fromElsewhere && { local: textOf(source, local) }) }];
	});
}

function declaredExports(source: JavascriptSource, declaration: SyntaxNode): readonly CodeExport[] {
	const name = childInField(declaration, 'name');
	if (/^(?:generator_)?function_declaration$/.test(declaration.type) && name !== undefined) {
		return [{ ...named(source, name), function: source.functionOf(declaration) }];
	}
	if (declaration.type === 'class_declaration') return methodsOf(source, declaration);
	return namedChildren(declaration).flatMap((declarator) => {
		const [target, value] = [childInField(declarator, 'name'), childInField(declarator, 'value')];
		if (target?.type !== 'identifier') return target === undefined ? [] : patternNames(source.text, target);
		return [{ ...named(source, target), ...functionIn(source, value) }];
	});
}

function commonJsExports(source: JavascriptSource, root: SyntaxNode, assignment: SyntaxNode): readonly CodeExport[] {
	const [left, right] = [childInField(assignment, 'left'), childInField(assignment, 'right')];
	if (left?.type !== 'member_expression' || right === undefined) return [];
	if (textOf(source, left) === 'module.exports') return membersOf(source, root, right);
	const [object, property] = [childInField(left, 'object'), childInField(left, 'property')];
	if (object === undefined || property === undefined || !isExportsObject(source, object)) return [];
	return [{ ...named(source, property), ...functionIn(source, right) }];
}

/** True for `exports` and `module.exports`. */
export function isExportsObject(source: JavascriptSource, node: SyntaxNode): boolean {
	return /^(?:module\.)?exports$/.test(textOf(source, node));
}

/** What an exported object, class or name for one of them holds. */
function membersOf(source: JavascriptSource, root: SyntaxNode, value: SyntaxNode): readonly CodeExport[] {
	if (value.type === 'object') return namedChildren(value).flatMap((entry) => entryOf(source, entry));
	if (value.type === 'class') return methodsOf(source, value);
	if (/^(?:as|satisfies|parenthesized)_expression$/.test(value.type)) {
		return namedChildren(value)
			.slice(0, 1)
			.flatMap((inner) => membersOf(source, root, inner));
	}
	if (value.type !== 'identifier') return [];
	const name = textOf(source, value);
	return namedChildren(root).flatMap((node) => {
		const declared = childInField(node, 'name');
		if (node.type === 'class_declaration') {
			return declared !== undefined && textOf(source, declared) === name ? methodsOf(source, node) : [];
		}
		if (node.type !== 'lexical_declaration' && node.type !== 'variable_declaration') return [];
		return namedChildren(node).flatMap((declarator) => {
			const [target, object] = [childInField(declarator, 'name'), childInField(declarator, 'value')];
			const same = target !== undefined && textOf(source, target) === name;
			return same && object !== undefined && object.type !== 'identifier' ? membersOf(source, root, object) : [];
		});
	});
}

function entryOf(source: JavascriptSource, entry: SyntaxNode): readonly CodeExport[] {
	if (entry.type === 'shorthand_property_identifier') {
		return [{ ...named(source, entry), local: textOf(source, entry) }];
	}
	if (entry.type === 'method_definition') return methodOf(source, entry);
	const [key, value] = [childInField(entry, 'key'), childInField(entry, 'value')];
	if (key?.type !== 'property_identifier') return [];
	return [{ ...named(source, key), ...functionIn(source, value), keyOnly: true }];
}

function methodsOf(source: JavascriptSource, declaration: SyntaxNode): readonly CodeExport[] {
	const body = childInField(declaration, 'body');
	return (body === undefined ? [] : namedChildren(body)).flatMap((member) => methodOf(source, member));
}

function methodOf(source: JavascriptSource, member: SyntaxNode): readonly CodeExport[] {
	const name = childInField(member, 'name');
	if (member.type !== 'method_definition' || name?.type !== 'property_identifier') return [];
	if (textOf(source, name) === 'constructor') return [];
	return [{ ...named(source, name), function: source.functionOf(member), keyOnly: true }];
}

function functionIn(source: JavascriptSource, value: SyntaxNode | undefined): Pick<CodeExport, 'function' | 'local'> {
	if (value === undefined) return {};
	if (/^(?:arrow_function|function_expression|generator_function)$/.test(value.type)) {
		return { function: source.functionOf(value) };
	}
	return value.type === 'identifier' ? { local: textOf(source, value) } : {};
}

function named(source: JavascriptSource, node: SyntaxNode): Pick<CodeExport, 'name' | 'range'> {
	return { name: textOf(source, node), range: { start: node.start, end: node.end } };
}

function textOf(source: JavascriptSource, { start, end }: SyntaxNode): string {
	return source.text.slice(start, end);
}
