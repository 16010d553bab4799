import {
	calleeName,
	isBuilder,
	isExecuting,
	isHarmlessFunction,
	isHarmlessMethod,
	isOnlyForSql,
	isOtherCode,
	isPerhapsExecuting,
	looksLikeSql,
	passesFirstArgument,
} from './call-names.ts';
import { bindPercentNames, evaluate, isBound, isConnection, textOf } from './evaluate.ts';
import type { Call, Expression } from './expression.ts';
import type { Follower, SentText } from './follower.ts';
import { type MappedText, plainText } from './mapped-text.ts';
import type { Scope, Value } from './scope.ts';

/** Follows one call: SQL that it sends, a function of the file that it enters, or something that is not read. */
export function followCall(follower: Follower, call: Call, scope: Scope, conditional: boolean): void {
	const { callee } = call;
	const name = calleeName(callee);
	const object = callee.type === 'member' ? callee.object : undefined;
	const values = [...call.positional, ...call.named.map(({ value }) => value)];
	if (object !== undefined) follower.visit(object, scope, conditional);
	else if (callee.type !== 'name') follower.visit(callee, scope, conditional);

	const sent = sentText(call, name, object, scope);
	if (sent !== undefined) {
		follower.run(sent, conditional);
		for (const value of values) if (!isText(value, scope)) follower.visit(value, scope, conditional);
		return;
	}
	const target = callee.type === 'name' || callee.type === 'function' ? evaluate(callee, scope) : undefined;
	if (target?.type === 'function') {
		for (const value of values) follower.visit(value, scope, conditional);
		follower.enter(target.function, target.scope, argumentsOf(call, target, scope), conditional);
		return;
	}
	if (object?.type === 'name') growList(object.name, name, call, scope, conditional);
	if (mayChangeSchema(name, object, values, scope)) follower.notRead();
	followArguments(follower, call, name, object, scope, conditional);
}

/** What a call sends to the database; undefined where it is no such call, or what it sends is not known. */
function sentText(call: Call, name: string, object: Expression | undefined, scope: Scope): SentText | undefined {
	const first =
		call.positional[0] ??
		call.named.find((argument) => /^(?:sql|query|statement|operation)/.test(argument.name))?.value;
	if (isExecuting(name)) {
		const value = first === undefined ? undefined : evaluate(first, scope);
		if (value?.type === 'text') return withParameters(value.text, call, name);
		// Kysely: sql`…`.execute(db)
		const own = textOf(object, scope);
		return own === undefined ? undefined : { text: own, bound: false };
	}
	const text = textOf(first, scope);
	if (text === undefined) return undefined;
	const onConnection = object !== undefined && isConnection(object, scope);
	if (call.tagged) return onConnection || isTagOnConnection(call, scope) ? { text, bound: false } : undefined;
	if (!isPerhapsExecuting(name) || object === undefined) return undefined;
	const isSql = looksLikeSql(plainText(text)) || (onConnection && isOnlyForSql(name));
	return isSql ? withParameters(text, call, name) : undefined;
}

/** postgres.js: the connection is itself the tag. */
function isTagOnConnection({ callee }: Call, scope: Scope): boolean {
	return callee.type === 'name' && isConnection(callee, scope);
}

/** Python's drivers fill `%s` only where they are given values. What is prepared gets its values later. */
function withParameters(text: MappedText, call: Call, name: string): SentText {
	const [, ...values] = [...call.positional, ...call.named.map(({ value }) => value)];
	const given = values.some(({ type }) => type !== 'function') || name === 'executemany';
	return { text: given ? bindPercentNames(text) : text, bound: given || name === 'prepare' || text.some(isBound) };
}

function isText(expression: Expression, scope: Scope): boolean {
	return textOf(expression, scope) !== undefined;
}

function argumentsOf(call: Call, target: Value & { type: 'function' }, scope: Scope): readonly (Value | undefined)[] {
	return target.function.parameters.map(([name], index) => {
		const given = call.positional[index] ?? call.named.find((argument) => argument.name === name)?.value;
		if (given === undefined) return undefined;
		return evaluate(given, scope) ?? (isConnection(given, scope) ? { type: 'connection' } : undefined);
	});
}

/** True for what may change the schema without SQL that is read here. */
function mayChangeSchema(
	name: string,
	object: Expression | undefined,
	values: readonly Expression[],
	scope: Scope,
): boolean {
	if (isExecuting(name) || isOtherCode(name, object !== undefined) || isBuilder(name)) return true;
	const onConnection = object !== undefined && isConnection(object, scope);
	if (onConnection && !isHarmlessMethod(name)) return true;
	if (isHarmlessFunction(name) || passesFirstArgument(name)) return false;
	if (!onConnection && values.some((value) => isConnection(value, scope))) return true;
	return values.some((value) => looksLikeSql(plainTextOf(value, scope)));
}

function plainTextOf(expression: Expression, scope: Scope): string {
	const text = textOf(expression, scope);
	return text === undefined ? '' : plainText(text);
}

/** A list that is added to keeps what is known of it; one that changes otherwise, or perhaps, is not known any more. */
function growList(list: string, method: string, call: Call, scope: Scope, conditional: boolean): void {
	const value = scope.get(list);
	if (
		value?.type !== 'list' ||
		!/^(?:append|extend|insert|pop|remove|clear|reverse|sort|push|unshift|shift|splice)$/.test(method)
	)
		return;
	const adds = !conditional && (method === 'append' || method === 'push');
	const added = call.positional.map((item) => evaluate(item, scope));
	scope.replace(list, adds ? { type: 'list', items: [...value.items, ...added] } : undefined);
}

/** Functions that are handed over run at once in a transaction, once an item in `forEach`, and perhaps elsewhere. */
function followArguments(
	follower: Follower,
	call: Call,
	name: string,
	object: Expression | undefined,
	scope: Scope,
	conditional: boolean,
): void {
	for (const value of [...call.positional, ...call.named.map((argument) => argument.value)]) {
		if (value.type !== 'function') {
			follower.visit(value, scope, conditional);
			continue;
		}
		const { function: given } = value;
		if (/^(?:forEach|map)$/.test(name) && object !== undefined) {
			const over = evaluate(object, scope);
			const items = over?.type === 'list' ? over.items : [undefined];
			for (const item of items) follower.enter(given, scope, [item], conditional || over?.type !== 'list');
		} else {
			const onConnection = object !== undefined && isConnection(object, scope);
			follower.enter(given, scope, [{ type: 'connection' }], conditional || !onConnection);
		}
	}
}
