import type { CodeFunction, Expression, Statement } from '../expression.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import { parameterNames, targetNames, translateExpression } from './translate-expression.ts';

/** Translates the statements of a Python block, or of a file. */
export function translateBlock(source: string, block: SyntaxNode | undefined): readonly Statement[] {
	return block === undefined ? [] : namedChildren(block).flatMap((node) => translateStatement(source, node));
}

/** Translates the definition of a function, without what decorates it. */
function translateFunction(source: string, node: SyntaxNode): CodeFunction {
	let body: readonly Statement[] | undefined;
	return {
		range: { start: node.start, end: node.end },
		parameters: parameterNames(source, childInField(node, 'parameters')),
		broken: node.broken,
		body: () => {
			body ??= translateBlock(source, childInField(node, 'body'));
			return body;
		},
	};
}

function translateStatement(source: string, node: SyntaxNode): readonly Statement[] {
	const expression = (child: SyntaxNode): Expression => translateExpression(source, child);
	const block = (child: SyntaxNode | undefined) => translateBlock(source, child);
	const field = (name: string) => childInField(node, name);
	switch (node.type) {
		case 'expression_statement':
			return namedChildren(node).flatMap((child) => translateSimple(source, child));
		case 'function_definition': {
			const name = field('name');
			if (name === undefined) return [];
			const [bound] = targetNames(source, name);
			return bound === undefined ? [] : [{ type: 'define', name: bound, function: translateFunction(source, node) }];
		}
		case 'decorated_definition': {
			const definition = field('definition');
			return definition === undefined ? [] : translateStatement(source, definition);
		}
		case 'return_statement': {
			const [value] = namedChildren(node);
			return [{ type: 'leave', by: 'return', ...(value && { value: expression(value) }) }];
		}
		case 'raise_statement': {
			const [value] = namedChildren(node);
			return [{ type: 'leave', by: 'raise', ...(value && { value: expression(value) }) }];
		}
		case 'break_statement':
		case 'continue_statement':
			return [{ type: 'leave', by: 'loop' }];
		case 'if_statement':
			return [translateIf(source, node)];
		case 'for_statement': {
			const [left, right] = [field('left'), field('right')];
			const names = left === undefined ? [] : targetNames(source, left).map(({ name }) => name);
			const over = right === undefined ? {} : { over: expression(right) };
			const body = block(field('body'));
			return [{ type: 'repeat', names, ...over, body }, ...otherwise(source, node)];
		}
		case 'while_statement': {
			const condition = field('condition');
			const body = block(field('body'));
			return [...evaluates(source, condition), { type: 'repeat', names: [], body }, ...otherwise(source, node)];
		}
		case 'try_statement':
			return translateTry(source, node);
		case 'with_statement':
			return translateWith(source, node);
		case 'match_statement': {
			const cases = namedChildren(field('body') ?? node).filter(({ type }) => type === 'case_clause');
			const branches = cases.map((clause): Statement => {
				return { type: 'branch', body: block(childInField(clause, 'consequence')), otherwise: [] };
			});
			return [...evaluates(source, field('subject')), ...branches];
		}
		case 'import_from_statement':
		case 'import_statement':
			return imported(node)
				.flatMap((name) => targetNames(source, name))
				.map((name) => ({ type: 'define', name }));
		case 'class_definition':
		case 'global_statement':
		case 'nonlocal_statement':
		case 'pass_statement':
			return [];
		default:
			return [{ type: 'evaluate', expression: expression(node) }];
	}
}

/** An expression that stands alone, or an assignment. */
function translateSimple(source: string, node: SyntaxNode): readonly Statement[] {
	const [left, right] = [childInField(node, 'left'), childInField(node, 'right')];
	if (node.type === 'augmented_assignment' && left !== undefined && right !== undefined) {
		const names = targetNames(source, left);
		const parts = [translateExpression(source, left), translateExpression(source, right)];
		const isJoin = childInField(node, 'operator')?.type === '+=';
		const value: Expression = { type: isJoin ? 'join' : 'other', range: { start: node.start, end: node.end }, parts };
		return [{ type: 'assign', names, apart: false, value }];
	}
	if (node.type !== 'assignment' || left === undefined) {
		return [{ type: 'evaluate', expression: translateExpression(source, node) }];
	}
	if (right === undefined) return [];
	const names = targetNames(source, left);
	const apart = left.type !== 'identifier';
	// `a = b = value`
	if (right.type === 'assignment') {
		const rest = translateSimple(source, right);
		const [last] = rest;
		return last?.type === 'assign' ? [...rest, { ...last, names, apart }] : rest;
	}
	return [{ type: 'assign', names, apart, value: translateExpression(source, right) }];
}

function translateIf(source: string, node: SyntaxNode): Statement {
	const alternatives = node.children.filter(({ field }) => field === 'alternative');
	const last = alternatives.at(-1);
	const hasElse = last?.type === 'else_clause';
	let rest = hasElse ? translateBlock(source, childInField(last, 'body')) : [];
	for (const clause of alternatives.filter(({ type }) => type === 'elif_clause').toReversed())
		rest = [branch(source, clause, rest)];
	return branch(source, node, rest);
}

function branch(source: string, node: SyntaxNode, otherwise: readonly Statement[]): Statement {
	const test = childInField(node, 'condition');
	const body = translateBlock(source, childInField(node, 'consequence'));
	return { type: 'branch', ...(test && { test: translateExpression(source, test) }), body, otherwise };
}

/**
 * Where every handler raises again, an error ends the migration: what is tried runs as if nothing stood around it.
 * Otherwise it goes on after an error, and what is tried may not have happened.
 */
function translateTry(source: string, node: SyntaxNode): readonly Statement[] {
	const parts = namedChildren(node);
	const bodyOf = (clause: SyntaxNode) =>
		translateBlock(
			source,
			clause.children.find(({ type }) => type === 'block'),
		);
	const handlers = parts.filter(({ type }) => type === 'except_clause' || type === 'except_group_clause').map(bodyOf);
	const body = translateBlock(source, childInField(node, 'body'));
	const raisesAgain = handlers.every((handler) => handler.at(-1)?.type === 'leave' && isRaise(handler.at(-1)));
	const after = (type: string) => parts.filter((part) => part.type === type).flatMap(bodyOf);
	const tried: readonly Statement[] = [...body, ...after('else_clause')];
	return [
		raisesAgain ? { type: 'block', body: tried } : { type: 'branch', body: tried, otherwise: [] },
		...handlers.map((handler): Statement => ({ type: 'branch', body: handler, otherwise: [] })),
		{ type: 'block', body: after('finally_clause') },
	];
}

function isRaise(statement: Statement | undefined): boolean {
	return statement?.type === 'leave' && statement.by === 'raise';
}

function translateWith(source: string, node: SyntaxNode): readonly Statement[] {
	const body = translateBlock(source, childInField(node, 'body'));
	const clause = node.children.find(({ type }) => type === 'with_clause');
	const items = clause === undefined ? [] : namedChildren(clause).flatMap((item) => childInField(item, 'value') ?? []);
	// contextlib.suppress goes on after an error.
	const suppresses = items.some(({ start, end }) => /^(?:contextlib\.)?suppress\(/.test(source.slice(start, end)));
	const entered = items.flatMap((item): readonly Statement[] => {
		const [value, target] = item.type === 'as_pattern' ? namedChildren(item) : [item];
		if (value === undefined) return [];
		const names = target === undefined ? [] : targetNames(source, target);
		if (names.length === 0) return evaluates(source, value);
		return [{ type: 'assign', names, apart: names.length > 1, value: translateExpression(source, value) }];
	});
	return [...entered, suppresses ? { type: 'branch', body: body, otherwise: [] } : { type: 'block', body }];
}

/** What follows a loop that was not broken off. */
function otherwise(source: string, node: SyntaxNode): readonly Statement[] {
	const clause = childInField(node, 'alternative');
	const body = clause === undefined ? [] : translateBlock(source, childInField(clause, 'body'));
	return body.length === 0 ? [] : [{ type: 'branch', body: body, otherwise: [] }];
}

function evaluates(source: string, node: SyntaxNode | undefined): readonly Statement[] {
	return node === undefined ? [] : [{ type: 'evaluate', expression: translateExpression(source, node) }];
}

/** The names that an import binds: of `import a.b as c` the `c`. */
function imported(node: SyntaxNode): readonly SyntaxNode[] {
	return node.children
		.filter(({ field }) => field === 'name')
		.flatMap((name) => childInField(name, 'alias') ?? namedChildren(name)[0] ?? []);
}
