import type { CodeFunction, Expression, Statement } from '../expression.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { JavascriptSource } from './javascript-source.ts';
import { patternNames } from './pattern-names.ts';
import { translateExpression } from './translate-expression.ts';

/** Returns a text as the translation goes through it. */
export function javascriptSource(text: string): JavascriptSource {
	const source: JavascriptSource = { text, functionOf: (node) => translateFunction(source, node) };
	return source;
}

/** Translates the statements of a block or of a file. */
export function translateBlock(source: JavascriptSource, block: SyntaxNode | undefined): readonly Statement[] {
	return block === undefined ? [] : namedChildren(block).flatMap((node) => translateStatement(source, node));
}

function translateFunction(source: JavascriptSource, node: SyntaxNode): CodeFunction {
	const alone = childInField(node, 'parameter');
	const list = childInField(node, 'parameters');
	const parameters = alone === undefined ? (list === undefined ? [] : namedChildren(list)) : [alone];
	let body: readonly Statement[] | undefined;
	return {
		range: { start: node.start, end: node.end },
		parameters: parameters.map((parameter) => patternNames(source.text, parameter).map(({ name }) => name)),
		broken: node.broken,
		body: () => {
			body ??= translateBody(source, childInField(node, 'body'));
			return body;
		},
	};
}

function translateBody(source: JavascriptSource, body: SyntaxNode | undefined): readonly Statement[] {
	if (body === undefined || body.type === 'statement_block') return translateBlock(source, body);
	return [{ type: 'leave', by: 'return', value: translateExpression(source, body) }];
}

function translateStatement(source: JavascriptSource, node: SyntaxNode): readonly Statement[] {
	const field = (name: string) => childInField(node, name);
	/** What stands alone behind `if (…)` is a statement too. */
	const within = (child: SyntaxNode | undefined) => (child === undefined ? [] : translateStatement(source, child));
	switch (node.type) {
		case 'expression_statement':
			return namedChildren(node).flatMap((child) => translateSimple(source, child));
		case 'lexical_declaration':
		case 'variable_declaration':
			return namedChildren(node).flatMap((declarator) => translateDeclarator(source, declarator));
		case 'function_declaration':
		case 'generator_function_declaration': {
			const name = field('name');
			const defined = name === undefined ? [] : patternNames(source.text, name);
			return defined.map((bound) => ({ type: 'define', name: bound, function: translateFunction(source, node) }));
		}
		case 'export_statement':
			return within(field('declaration'));
		case 'statement_block':
			return [{ type: 'block', body: translateBlock(source, node) }];
		case 'labeled_statement':
			return within(field('body'));
		case 'return_statement':
		case 'throw_statement': {
			const [value] = namedChildren(node);
			const by = node.type === 'return_statement' ? 'return' : 'raise';
			return [{ type: 'leave', by, ...(value && { value: translateExpression(source, value) }) }];
		}
		case 'break_statement':
		case 'continue_statement':
			return [{ type: 'leave', by: 'loop' }];
		case 'if_statement': {
			const [test, alternative] = [field('condition'), field('alternative')];
			return [
				{
					type: 'branch',
					...(test && { test: translateExpression(source, test) }),
					body: within(field('consequence')),
					otherwise: alternative === undefined ? [] : translateBlock(source, alternative),
				},
			];
		}
		case 'for_in_statement':
			return [translateForIn(source, node, within(field('body')))];
		case 'for_statement':
		case 'while_statement':
		case 'do_statement': {
			const heads = [field('initializer'), field('condition')].filter((head) => head !== undefined);
			return [
				...heads.flatMap((head) => translateStatement(source, head)),
				{ type: 'repeat', names: [], body: within(field('body')) },
			];
		}
		case 'try_statement':
			return translateTry(source, node);
		case 'switch_statement':
			return translateSwitch(source, node);
		case 'import_statement':
			return importedNames(source, node);
		case 'class_declaration':
		case 'abstract_class_declaration':
		case 'interface_declaration':
		case 'type_alias_declaration':
		case 'empty_statement':
			return [];
		default:
			return [{ type: 'evaluate', expression: translateExpression(source, node) }];
	}
}

/** An expression that stands alone, or an assignment. */
function translateSimple(source: JavascriptSource, node: SyntaxNode): readonly Statement[] {
	const [left, right] = [childInField(node, 'left'), childInField(node, 'right')];
	if (left === undefined || right === undefined || !node.type.endsWith('assignment_expression')) {
		return [{ type: 'evaluate', expression: translateExpression(source, node) }];
	}
	const value = translateExpression(source, right);
	const names = patternNames(source.text, left);
	if (node.type === 'assignment_expression')
		return [{ type: 'assign', names, apart: left.type !== 'identifier', value }];
	const isJoin = childInField(node, 'operator')?.type === '+=';
	const parts = [translateExpression(source, left), value];
	const joined: Expression = { type: isJoin ? 'join' : 'other', range: { start: node.start, end: node.end }, parts };
	return [{ type: 'assign', names, apart: false, value: joined }];
}

function translateDeclarator(source: JavascriptSource, declarator: SyntaxNode): readonly Statement[] {
	const [name, value] = [childInField(declarator, 'name'), childInField(declarator, 'value')];
	if (name === undefined) return [];
	const names = patternNames(source.text, name);
	const apart = name.type !== 'identifier';
	return [{ type: 'assign', names, apart, ...(value && { value: translateExpression(source, value) }) }];
}

/** `in` goes through keys, which are not known; `of` through what is listed. */
function translateForIn(source: JavascriptSource, node: SyntaxNode, body: readonly Statement[]): Statement {
	const [left, right] = [childInField(node, 'left'), childInField(node, 'right')];
	const names = left === undefined ? [] : patternNames(source.text, left).map(({ name }) => name);
	if (right === undefined) return { type: 'repeat', names, body };
	const over = translateExpression(source, right);
	const isOf = node.children.some(({ type }) => type === 'of');
	return { type: 'repeat', names, over: isOf ? over : { type: 'other', range: over.range, parts: [over] }, body };
}

/**
 * A handler that throws again ends the migration: what is tried runs as if nothing stood around it. Otherwise it goes on
 * after an error, and what is tried may not have happened.
 */
function translateTry(source: JavascriptSource, node: SyntaxNode): readonly Statement[] {
	const bodyOf = (clause: SyntaxNode | undefined) =>
		clause === undefined ? [] : translateBlock(source, childInField(clause, 'body'));
	const body = translateBlock(source, childInField(node, 'body'));
	const handler = childInField(node, 'handler');
	const handled = bodyOf(handler);
	const last = handled.at(-1);
	const throwsAgain = handler === undefined || (last?.type === 'leave' && last.by === 'raise');
	return [
		throwsAgain ? { type: 'block', body } : { type: 'branch', body, otherwise: [] },
		{ type: 'branch', body: handled, otherwise: [] },
		{ type: 'block', body: bodyOf(childInField(node, 'finalizer')) },
	];
}

/** The `break` at the end of a case ends no loop. */
function translateSwitch(source: JavascriptSource, node: SyntaxNode): readonly Statement[] {
	const cases = namedChildren(childInField(node, 'body') ?? node).filter(({ type }) =>
		/^switch_(?:case|default)$/.test(type),
	);
	return cases.map((clause): Statement => {
		const statements = clause.children.filter(({ field }) => field === 'body');
		const last = statements.at(-1);
		const kept = last?.type === 'break_statement' ? statements.slice(0, -1) : statements;
		return { type: 'branch', body: kept.flatMap((statement) => translateStatement(source, statement)), otherwise: [] };
	});
}

function importedNames(source: JavascriptSource, node: SyntaxNode): readonly Statement[] {
	const clause = node.children.find(({ type }) => type === 'import_clause');
	const names: SyntaxNode[] = [];
	for (const part of clause === undefined ? [] : namedChildren(clause)) {
		if (part.type === 'identifier') names.push(part);
		for (const child of namedChildren(part)) {
			if (part.type === 'namespace_import') names.push(child);
			const bound = childInField(child, 'alias') ?? childInField(child, 'name');
			if (part.type === 'named_imports' && bound !== undefined) names.push(bound);
		}
	}
	return names.flatMap((name) => patternNames(source.text, name)).map((name) => ({ type: 'define', name }));
}
