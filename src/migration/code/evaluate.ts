import { calleeName, isConnectionName, passesFirstArgument, passesObject } from './call-names.ts';
import type { Call, Expression } from './expression.ts';
import { asText, hole, type MappedText, type Piece, plainText, replaceVerbatim } from './mapped-text.ts';
import type { Scope, Value } from './scope.ts';

/** Returns what an expression is worth, as far as reading can tell; undefined where only running can. */
export function evaluate(expression: Expression, scope: Scope): Value | undefined {
	switch (expression.type) {
		case 'text':
			return { type: 'text', text: expression.text };
		case 'join':
			return textValue(join(expression.parts, scope));
		case 'slot':
			return slotValue(expression.value, expression.range, scope);
		case 'percent format':
			return textValue(percentFormat(textOf(expression.template, scope)));
		case 'list':
			return { type: 'list', items: expression.items.map((item) => evaluate(item, scope)) };
		case 'name':
			return scope.get(expression.name) ?? (isConnectionName(expression.name) ? { type: 'connection' } : undefined);
		case 'member':
			return isConnection(expression, scope) ? { type: 'connection' } : undefined;
		case 'function':
			return { type: 'function', function: expression.function, scope };
		case 'call':
			return evaluateCall(expression, scope);
		case 'perhaps':
		case 'each':
		case 'other':
			return undefined;
	}
}

/** Returns the text of an expression, or undefined where it is none or not known. */
export function textOf(expression: Expression | undefined, scope: Scope): MappedText | undefined {
	const value = expression === undefined ? undefined : evaluate(expression, scope);
	return value?.type === 'text' ? value.text : undefined;
}

/** True for what SQL is sent through: a parameter, a cursor of it, a thing of a usual name. */
export function isConnection(expression: Expression, scope: Scope): boolean {
	if (expression.type === 'member') return isConnectionName(expression.name) || isConnection(expression.object, scope);
	return evaluate(expression, scope)?.type === 'connection';
}

function textValue(text: MappedText | undefined): Value | undefined {
	return text === undefined ? undefined : { type: 'text', text };
}

/** What is not known of a text beside known parts is a hole; without any known part there is no text. */
function join(parts: readonly Expression[], scope: Scope): MappedText | undefined {
	const texts = parts.map((part) => textOf(part, scope));
	if (texts.every((text) => text === undefined)) return undefined;
	return asText(parts.flatMap((part, index): readonly Piece[] => texts[index] ?? [hole(part.range)]));
}

/** A constant put into a template is written elsewhere: it stands for the whole place, and no edit goes into it. */
function slotValue(value: Expression | undefined, range: Piece['host'], scope: Scope): Value {
	const text = textOf(value, scope);
	const holey = text === undefined || text.some(({ kind }) => kind === 'hole');
	const piece: Piece = holey ? hole(range) : { text: plainText(text), host: range, kind: 'filled' };
	return { type: 'text', text: [piece] };
}

function evaluateCall(call: Call, scope: Scope): Value | undefined {
	const name = calleeName(call.callee);
	const object = call.callee.type === 'member' ? call.callee.object : undefined;
	const [first, ...others] = call.positional;
	if (object !== undefined && name === 'format') {
		const template = textOf(object, scope);
		if (template !== undefined) return textValue(braceFormat(template));
	}
	if (object !== undefined && passesObject(name)) return textValue(textOf(object, scope));
	if (object !== undefined && name === 'split') {
		// The pieces run one after the other, so the whole of them runs.
		const text = textOf(object, scope);
		return text === undefined ? undefined : { type: 'list', items: [{ type: 'text', text }] };
	}
	if (first !== undefined && others.length === 0 && passesFirstArgument(name)) {
		const text = textOf(first, scope);
		if (text !== undefined) return textValue(name === 'text' ? bindColonNames(text) : text);
	}
	if (first !== undefined && object === undefined && /^(?:enumerate|list|tuple|iter)$/.test(name)) {
		const value = evaluate(first, scope);
		if (value?.type === 'list') return name === 'enumerate' ? numbered(value) : value;
	}
	return opensConnection(name, object, scope) ? { type: 'connection' } : undefined;
}

function numbered({ items }: Value & { type: 'list' }): Value {
	return { type: 'list', items: items.map((item) => ({ type: 'list', items: [undefined, item] })) };
}

function opensConnection(name: string, object: Expression | undefined, scope: Scope): boolean {
	if (/^(?:connect|get_?(?:conn(?:ection)?|db|bind|session)|create_?(?:connection|query_?runner))$/i.test(name))
		return true;
	const opens = /^(?:cursor|connection|begin|begin_nested|transaction|session|acquire)$/i.test(name);
	return opens && object !== undefined && isConnection(object, scope);
}

/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
function percentFormat(template: MappedText | undefined): MappedText | undefined {
	if (template === undefined) return undefined;
	return replaceVerbatim(
		template,
		/%(?:\([^)]*\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?[diouxXeEfFgGcrsa%]/g,
		(match, host, literal) => (match === '%%' ? written('%', host, literal) : hole(host, literal)),
		(replacement) => replacement.replaceAll('%', '%%'),
	);
}

/** https://docs.python.org/3/library/string.html#format-string-syntax */
function braceFormat(template: MappedText): MappedText | undefined {
	const formatted = replaceVerbatim(
		template,
		/\{\{|\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g,
		(match, host, literal) =>
			match === '{{' || match === '}}' ? written(match.charAt(0), host, literal) : hole(host, literal),
		(replacement) => replacement.replace(/[{}]/g, '$&$&'),
	);
	// A place that is interrupted by an escape would be left standing as if it were SQL.
	return formatted.some(({ kind, text }) => kind === 'verbatim' && /[{}]/.test(text)) ? undefined : formatted;
}

/** What a driver binds while running reads like PostgreSQL's `$1`, which SQLite's grammar knows too. */
const parameter = '$1';

/** https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text */
function bindColonNames(text: MappedText): MappedText {
	return replaceVerbatim(text, /(?<![:\w\\]):[A-Za-z_]\w*/g, bound, (replacement) => replacement);
}

/** Python drivers' `%s` and `%(name)s`. https://peps.python.org/pep-0249/#paramstyle */
export function bindPercentNames(text: MappedText): MappedText {
	return replaceVerbatim(
		text,
		/%%|%(?:\(\w+\))?s/g,
		(match, host, literal) => (match === '%%' ? written('%', host, literal) : bound(match, host)),
		(replacement) => replacement,
	);
}

function bound(_match: string, host: Piece['host']): Piece {
	return { text: parameter, host, kind: 'filled' };
}

/** True for the place of a parameter that is bound while running. */
export function isBound({ kind, text }: Piece): boolean {
	return kind === 'filled' && text === parameter;
}

function written(text: string, host: Piece['host'], literal: Piece['literal']): Piece {
	return { text, host, kind: 'escape', ...(literal && { literal }) };
}
