import type { Call, Expression } from '../expression.ts';
import { asText } from '../mapped-text.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';
import type { JavascriptSource } from './javascript-source.ts';
import { type JavascriptQuotes, literalIn, readContent } from './string-literal.ts';

/** Translates a TypeScript or JavaScript expression. Types are passed over. */
export function translateExpression(source: JavascriptSource, node: SyntaxNode): Expression {
	const { start, end } = node;
	const range = { start, end };
	const inner = (child: SyntaxNode | undefined): Expression =>
		child === undefined ? { type: 'other', range, parts: [] } : translateExpression(source, child);
	const all = () => namedChildren(node).map(inner);
	switch (node.type) {
		case 'string':
			return translateString(source, node);
		case 'template_string':
			return translateTemplate(source, node, false);
		case 'parenthesized_expression':
		case 'await_expression':
		case 'as_expression':
		case 'satisfies_expression':
		case 'non_null_expression':
			return inner(namedChildren(node)[0]);
		case 'type_assertion':
			return inner(namedChildren(node).at(-1));
		case 'binary_expression':
			return translateOperator(source, node);
		case 'array':
			return { type: 'list', range, items: all() };
		case 'identifier':
		case 'shorthand_property_identifier':
			return { type: 'name', range, name: source.text.slice(start, end) };
		case 'member_expression': {
			const name = childInField(node, 'property');
			const written = name === undefined ? '' : source.text.slice(name.start, name.end);
			return { type: 'member', range, object: inner(childInField(node, 'object')), name: written };
		}
		case 'call_expression':
		case 'new_expression':
			return translateCall(source, node);
		case 'arrow_function':
		case 'function_expression':
		case 'generator_function':
			return { type: 'function', range, function: source.functionOf(node) };
		case 'ternary_expression':
			return { type: 'perhaps', range, parts: all() };
		case 'pair':
			return inner(childInField(node, 'value'));
		case 'class':
		case 'method_definition':
			return { type: 'other', range, parts: [] };
		default:
			return { type: 'other', range, parts: all() };
	}
}

function translateString(source: JavascriptSource, node: SyntaxNode): Expression {
	const quote = source.text.charAt(node.start) === '"' ? '"' : "'";
	return translateContent(source, { start: node.start + 1, end: node.end - 1 }, { quote, raw: false });
}

function translateContent(
	source: JavascriptSource,
	range: { readonly start: number; readonly end: number },
	quotes: JavascriptQuotes,
	literal = literalIn(quotes),
): Expression {
	const text = range.end < range.start ? undefined : asText(readContent(source.text, range, quotes, literal));
	return text === undefined ? { type: 'other', range, parts: [] } : { type: 'text', range, text };
}

function translateTemplate(source: JavascriptSource, node: SyntaxNode, raw: boolean): Expression {
	const quotes = { quote: '`', raw } as const;
	const literal = literalIn(quotes);
	const places = node.children.filter(({ type }) => type === 'template_substitution');
	const contentEnd = node.end - 1;
	if (places.length === 0) return translateContent(source, { start: node.start + 1, end: contentEnd }, quotes, literal);
	const parts: Expression[] = [];
	let at = node.start + 1;
	for (const place of places) {
		const { start, end } = place;
		if (start > at) parts.push(translateContent(source, { start: at, end: start }, quotes, literal));
		const [value] = namedChildren(place);
		parts.push({ type: 'slot', range: { start, end }, value: value && translateExpression(source, value) });
		at = end;
	}
	if (contentEnd > at) parts.push(translateContent(source, { start: at, end: contentEnd }, quotes, literal));
	return { type: 'join', range: { start: node.start, end: node.end }, parts };
}

/** A long chain of `+` is nested to the left, deeper than the stack: it is taken apart without recursion. */
function translateOperator(source: JavascriptSource, node: SyntaxNode): Expression {
	const range = { start: node.start, end: node.end };
	const operator = childInField(node, 'operator')?.type;
	if (operator !== '+') {
		const parts = namedChildren(node).map((part) => translateExpression(source, part));
		return { type: /^(?:&&|\|\||\?\?)$/.test(operator ?? '') ? 'perhaps' : 'other', range, parts };
	}
	const parts: SyntaxNode[] = [];
	let rest: SyntaxNode | undefined = node;
	while (rest?.type === 'binary_expression' && childInField(rest, 'operator')?.type === '+') {
		const right = childInField(rest, 'right');
		if (right !== undefined) parts.push(right);
		rest = childInField(rest, 'left');
	}
	if (rest !== undefined) parts.push(rest);
	return { type: 'join', range, parts: parts.reverse().map((part) => translateExpression(source, part)) };
}

function translateCall(source: JavascriptSource, node: SyntaxNode): Expression {
	const callee = childInField(node, 'function') ?? childInField(node, 'constructor');
	const given = childInField(node, 'arguments');
	const range = { start: node.start, end: node.end };
	const tagged = given?.type === 'template_string';
	const name = callee === undefined ? '' : source.text.slice(callee.start, callee.end);
	if (tagged && name === 'String.raw') return translateTemplate(source, given, true);
	const positional = given === undefined ? [] : tagged ? [given] : namedChildren(given);
	const call: Call = {
		type: 'call',
		range,
		callee: callee === undefined ? { type: 'other', range, parts: [] } : translateExpression(source, callee),
		positional: positional.map((argument) => translateExpression(source, argument)),
		named: [],
		tagged,
	};
	return call;
}
