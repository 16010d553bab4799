import type { SqlFragment } from '../sql-fragment.ts';
import { assignedNames } from './assigned-names.ts';
import { bindNames, functionValue } from './bind-names.ts';
import { codeFragment } from './code-fragment.ts';
import { evaluate } from './evaluate.ts';
import type { CodeFunction, Expression, Statement } from './expression.ts';
import { followCall } from './follow-call.ts';
import type { Follower, SentText } from './follower.ts';
import { isAllHole, plainText } from './mapped-text.ts';
import { Scope, type Value } from './scope.ts';

/** The SQL that a function runs, as far as reading can follow it. */
export interface FollowedFunction {
	/** In the order in which they run. */
	readonly fragments: readonly SqlFragment[];
	/** Something in it may change the schema in a way that is not read. */
	readonly opaque: boolean;
}

/** How deep functions of the file are followed into each other, and how many fragments are gathered. */
const limits = { depth: 5, fragments: 50_000 } as const;

/** Whether what stands behind a statement still runs. */
interface Exit {
	/** Nothing behind it does. */
	readonly certain: boolean;
	/** It may not, because a function or the turn of a loop may have ended. */
	readonly byReturn: boolean;
	readonly byLoop: boolean;
}

const goesOn: Exit = { certain: false, byReturn: false, byLoop: false };

/** Follows a migration's function from its first statement to its last. Its first parameter is what SQL is sent through. */
export function followFunction(followed: CodeFunction, scope: Scope): FollowedFunction {
	const follower = new FunctionFollower();
	follower.enter(followed, scope, [{ type: 'connection' }], false);
	return { fragments: follower.fragments, opaque: follower.opaque };
}

/** Walks through a function's statements and gathers what they send to the database. */
class FunctionFollower implements Follower {
	readonly fragments: SqlFragment[] = [];
	opaque = false;
	readonly #entered: CodeFunction[] = [];

	notRead(): void {
		this.opaque = true;
	}

	enter(followed: CodeFunction, outer: Scope, given: readonly (Value | undefined)[], conditional: boolean): void {
		if (followed.broken || this.#entered.includes(followed) || this.#entered.length >= limits.depth) {
			this.opaque = true;
			if (!followed.broken) return;
		}
		const scope = new Scope(outer);
		for (const [index, names] of followed.parameters.entries()) bindNames(scope, names, given[index]);
		this.#entered.push(followed);
		this.#block(followed.body(), scope, conditional || followed.broken);
		this.#entered.pop();
	}

	run({ text, bound }: SentText, conditional: boolean): void {
		if (isAllHole(text) || this.fragments.length >= limits.fragments) this.opaque = true;
		else if (plainText(text).trim() !== '') this.fragments.push(codeFragment(text, { conditional, bound }));
	}

	#block(statements: readonly Statement[], scope: Scope, conditional: boolean): Exit {
		let byReturn = false;
		let byLoop = false;
		for (const statement of statements) {
			const exit = this.#statement(statement, scope, conditional || byReturn || byLoop);
			byReturn ||= exit.byReturn;
			byLoop ||= exit.byLoop;
			if (exit.certain) return { certain: true, byReturn, byLoop };
		}
		return { certain: false, byReturn, byLoop };
	}

	visit(expression: Expression, scope: Scope, conditional: boolean): void {
		switch (expression.type) {
			case 'call':
				followCall(this, expression, scope, conditional);
				return;
			case 'perhaps':
				for (const [index, part] of expression.parts.entries()) this.visit(part, scope, conditional || index > 0);
				return;
			case 'each':
				this.visit(expression.over, scope, conditional);
				this.#turns(expression.names, evaluate(expression.over, scope), scope, conditional, (turn, perhaps) =>
					this.visit(expression.body, turn, perhaps),
				);
				return;
			case 'join':
			case 'other':
				for (const part of expression.parts) this.visit(part, scope, conditional);
				return;
			case 'list':
				for (const item of expression.items) this.visit(item, scope, conditional);
				return;
			case 'slot':
				if (expression.value !== undefined) this.visit(expression.value, scope, conditional);
				return;
			case 'percent format':
				this.visit(expression.values, scope, conditional);
				return;
			case 'member':
				this.visit(expression.object, scope, conditional);
				return;
			case 'text':
			case 'name':
			case 'function':
				return;
		}
	}

	/** Goes through the turns of a loop: one for each item where all are known, else one that may not happen. */
	#turns(
		names: readonly string[],
		over: Value | undefined,
		scope: Scope,
		conditional: boolean,
		turn: (scope: Scope, conditional: boolean) => void,
	): void {
		if (over?.type !== 'list') {
			for (const name of names) scope.set(name, undefined);
			turn(scope, true);
			return;
		}
		for (const item of over.items) {
			if (this.fragments.length >= limits.fragments) return;
			bindNames(scope, names, item);
			turn(scope, conditional);
		}
	}

	#statement(statement: Statement, scope: Scope, conditional: boolean): Exit {
		switch (statement.type) {
			case 'evaluate':
				this.visit(statement.expression, scope, conditional);
				return goesOn;
			case 'assign':
				this.#assign(statement, scope, conditional);
				return goesOn;
			case 'define':
				scope.set(statement.name.name, functionValue(statement.function, scope));
				return goesOn;
			case 'block':
				return this.#block(statement.body, scope, conditional);
			case 'branch':
				return this.#branch(statement, scope, conditional);
			case 'repeat':
				return this.#repeat(statement, scope, conditional);
			case 'leave':
				if (statement.value !== undefined) this.visit(statement.value, scope, conditional);
				return { certain: true, byReturn: statement.by === 'return', byLoop: statement.by === 'loop' };
		}
	}

	#assign(statement: Statement & { type: 'assign' }, scope: Scope, conditional: boolean): void {
		const { names, value, apart } = statement;
		if (value !== undefined) this.visit(value, scope, conditional);
		const known = value === undefined ? undefined : evaluate(value, scope);
		const [only] = names;
		if (!apart && only !== undefined) scope.set(only.name, known);
		else
			bindNames(
				scope,
				names.map(({ name }) => name),
				known?.type === 'list' ? known : undefined,
			);
	}

	#branch(statement: Statement & { type: 'branch' }, scope: Scope, conditional: boolean): Exit {
		const { test, body, otherwise } = statement;
		if (test !== undefined) {
			this.visit(test, scope, conditional);
			if (isKnownToBeTrue(evaluate(test, scope))) return this.#block(body, scope, conditional);
		}
		const whenTrue = this.#block(body, new Scope(scope), true);
		const whenFalse = this.#block(otherwise, new Scope(scope), true);
		for (const name of assignedNames([statement])) scope.set(name, undefined);
		return {
			certain: test !== undefined && whenTrue.certain && whenFalse.certain,
			byReturn: whenTrue.byReturn || whenFalse.byReturn,
			byLoop: whenTrue.byLoop || whenFalse.byLoop,
		};
	}

	#repeat(statement: Statement & { type: 'repeat' }, scope: Scope, conditional: boolean): Exit {
		if (statement.over !== undefined) this.visit(statement.over, scope, conditional);
		const over = statement.over === undefined ? undefined : evaluate(statement.over, scope);
		// A later turn finds what an earlier one left behind.
		for (const name of assignedNames(statement.body)) scope.set(name, undefined);
		let byReturn = false;
		let byLoop = false;
		this.#turns(statement.names, over, scope, conditional, (turn, perhaps) => {
			const exit = this.#block(statement.body, turn, perhaps || byReturn || byLoop);
			byReturn ||= exit.byReturn;
			byLoop ||= exit.byLoop;
		});
		for (const name of assignedNames([statement])) scope.set(name, undefined);
		return { certain: false, byReturn, byLoop: false };
	}
}

function isKnownToBeTrue(value: Value | undefined): boolean {
	if (value?.type === 'list') return value.items.length > 0;
	return value?.type === 'text' && !value.text.some(({ kind }) => kind === 'hole') && plainText(value.text) !== '';
}
