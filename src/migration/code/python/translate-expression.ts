import type { BoundName, Call, CodeFunction, Expression, Statement } from '../expression.ts';
import { asText } from '../mapped-text.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import { literalIn, readContent, readQuotes } from './string-literal.ts';

/** Translates a Python expression. */
export function translateExpression(source: string, node: SyntaxNode): Expression {
	const { start, end } = node;
	const range = { start, end };
	const inner = (child: SyntaxNode | undefined): Expression =>
		child === undefined ? { type: 'other', range, parts: [] } : translateExpression(source, child);
	const all = () => namedChildren(node).map(inner);
	switch (node.type) {
		case 'string':
			return translateString(source, node);
		case 'concatenated_string':
			return { type: 'join', range, parts: all() };
		case 'parenthesized_expression':
		case 'await':
			return inner(namedChildren(node)[0]);
		case 'binary_operator':
			return translateOperator(source, node);
		case 'list':
		case 'tuple':
		case 'expression_list':
			return { type: 'list', range, items: all() };
		case 'identifier':
			return { type: 'name', range, name: source.slice(start, end) };
		case 'attribute':
			return { type: 'member', range, object: inner(childInField(node, 'object')), name: attributeName(source, node) };
		case 'call':
			return translateCall(source, node);
		case 'lambda':
			return { type: 'function', range, function: translateLambda(source, node) };
		case 'boolean_operator':
			return { type: 'perhaps', range, parts: all() };
		case 'conditional_expression': {
			const [whenTrue, test, ...otherwise] = all();
			return { type: 'perhaps', range, parts: [test, whenTrue, ...otherwise].filter((part) => part !== undefined) };
		}
		case 'list_comprehension':
		case 'set_comprehension':
		case 'dictionary_comprehension':
		case 'generator_expression':
			return translateComprehension(source, node);
		default:
			return { type: 'other', range, parts: all() };
	}
}

/** Returns the names that a target gives a value to; none for `self.x` and `x[0]`. */
export function targetNames(source: string, target: SyntaxNode): readonly BoundName[] {
	const { type, start, end } = target;
	if (type === 'identifier') return [{ name: source.slice(start, end), range: { start, end } }];
	if (type === 'attribute' || type === 'subscript') return [];
	return namedChildren(target).flatMap((child) => targetNames(source, child));
}

/** Returns the names of a function's parameters, in their order. */
export function parameterNames(source: string, parameters: SyntaxNode | undefined): readonly (readonly string[])[] {
	return (parameters === undefined ? [] : namedChildren(parameters)).map((parameter) => {
		const name =
			parameter.type === 'identifier' ? parameter : (childInField(parameter, 'name') ?? namedChildren(parameter)[0]);
		return name === undefined ? [] : [source.slice(name.start, name.end)];
	});
}

function translateString(source: string, node: SyntaxNode): Expression {
	const range = { start: node.start, end: node.end };
	const begin = node.children.find(({ type }) => type === 'string_start');
	const close = node.children.find(({ type }) => type === 'string_end');
	if (begin === undefined || close === undefined) return { type: 'other', range, parts: [] };
	const quotes = readQuotes(source.slice(begin.start, begin.end));
	if (quotes.bytes) return { type: 'other', range, parts: [] };
	const literal = literalIn(quotes);
	// The grammar counts backslashes that a raw literal begins with as part of its end.
	const contentEnd = close.end - quotes.quotes.length;
	const content = (start: number, end: number): Expression => {
		const text = asText(readContent(source, { start, end }, quotes, literal));
		return text === undefined ? { type: 'other', range, parts: [] } : { type: 'text', range: { start, end }, text };
	};
	const slots = node.children.filter(({ type }) => type === 'interpolation');
	if (slots.length === 0) return content(begin.end, contentEnd);
	const parts: Expression[] = [];
	let at = begin.end;
	for (const slot of slots) {
		if (slot.start > at) parts.push(content(at, slot.start));
		parts.push(translateSlot(source, slot));
		at = slot.end;
	}
	if (contentEnd > at) parts.push(content(at, contentEnd));
	return { type: 'join', range, parts };
}

/** A place with a conversion or a format (`{name!r:>10}`) holds something else than the value. */
function translateSlot(source: string, slot: SyntaxNode): Expression {
	const value = childInField(slot, 'expression');
	const plain =
		value !== undefined && namedChildren(slot).length === 1 && !/=\s*\}$/.test(source.slice(slot.start, slot.end));
	return {
		type: 'slot',
		range: { start: slot.start, end: slot.end },
		value: plain ? translateExpression(source, value) : undefined,
	};
}

/** A long chain of `+` is nested to the left, deeper than the stack: it is taken apart without recursion. */
function translateOperator(source: string, node: SyntaxNode): Expression {
	const range = { start: node.start, end: node.end };
	const operator = childInField(node, 'operator')?.type;
	const [left, right] = [childInField(node, 'left'), childInField(node, 'right')];
	if (left === undefined || right === undefined) return { type: 'other', range, parts: [] };
	if (operator === '+') {
		const parts: SyntaxNode[] = [right];
		let first = left;
		while (first.type === 'binary_operator' && childInField(first, 'operator')?.type === '+') {
			const [next, last] = [childInField(first, 'left'), childInField(first, 'right')];
			if (next === undefined || last === undefined) break;
			parts.push(last);
			first = next;
		}
		parts.push(first);
		return { type: 'join', range, parts: parts.reverse().map((part) => translateExpression(source, part)) };
	}
	const template = translateExpression(source, left);
	const values = translateExpression(source, right);
	if (operator === '%') return { type: 'percent format', range, template, values };
	return { type: 'other', range, parts: [template, values] };
}

function translateCall(source: string, node: SyntaxNode): Call {
	const callee = childInField(node, 'function');
	const list = childInField(node, 'arguments');
	// `f(x for x in y)`: the argument is the generator itself.
	const given = list === undefined ? [] : list.type === 'generator_expression' ? [list] : namedChildren(list);
	const isNamed = ({ type }: SyntaxNode) => type === 'keyword_argument';
	const range = { start: node.start, end: node.end };
	return {
		type: 'call',
		range,
		callee: callee === undefined ? { type: 'other', range, parts: [] } : translateExpression(source, callee),
		positional: given.filter((argument) => !isNamed(argument)).map((argument) => translateExpression(source, argument)),
		named: given.filter(isNamed).flatMap((argument) => {
			const [name, value] = [childInField(argument, 'name'), childInField(argument, 'value')];
			if (name === undefined || value === undefined) return [];
			return [{ name: source.slice(name.start, name.end), value: translateExpression(source, value) }];
		}),
		tagged: false,
	};
}

function translateLambda(source: string, node: SyntaxNode): CodeFunction {
	const body = childInField(node, 'body');
	return {
		range: { start: node.start, end: node.end },
		parameters: parameterNames(source, childInField(node, 'parameters')),
		broken: node.broken,
		body: (): readonly Statement[] =>
			body === undefined ? [] : [{ type: 'leave', by: 'return', value: translateExpression(source, body) }],
	};
}

function translateComprehension(source: string, node: SyntaxNode): Expression {
	const range = { start: node.start, end: node.end };
	const inner = (child: SyntaxNode) => translateExpression(source, child);
	const clauses = namedChildren(node).filter(({ type }) => type === 'for_in_clause' || type === 'if_clause');
	const results = namedChildren(node).filter((child) => !clauses.includes(child));
	const [first, ...others] = clauses;
	const [left, right] = first === undefined ? [] : [childInField(first, 'left'), childInField(first, 'right')];
	const body: Expression = { type: 'other', range, parts: [...others, ...results].map(inner) };
	if (left === undefined || right === undefined) return body;
	const names = targetNames(source, left).map(({ name }) => name);
	// With a second clause or a condition it is not known how often the rest is evaluated.
	const perhaps: Expression =
		others.length === 0 ? body : { type: 'perhaps', range, parts: [{ type: 'other', range, parts: [] }, body] };
	return { type: 'each', range, names, over: inner(right), body: perhaps };
}

function attributeName(source: string, node: SyntaxNode): string {
	const name = childInField(node, 'attribute');
	return name === undefined ? '' : source.slice(name.start, name.end);
}
