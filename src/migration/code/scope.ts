import type { CodeFunction } from './expression.ts';
import type { MappedText } from './mapped-text.ts';

/** What is known of a value without running anything. */
export type Value =
	| { readonly type: 'text'; readonly text: MappedText }
	| { readonly type: 'list'; readonly items: readonly (Value | undefined)[] }
	/** Something that SQL is sent through. */
	| { readonly type: 'connection' }
	| { readonly type: 'function'; readonly function: CodeFunction; readonly scope: Scope };

/** The names of a file, a function or a branch, and what is known of what they stand for. */
export class Scope {
	readonly #values = new Map<string, Value | undefined>();
	readonly #outer: Scope | undefined;

	constructor(outer?: Scope) {
		this.#outer = outer;
	}

	/** Returns what a name stands for, or undefined where that is not known. */
	get(name: string): Value | undefined {
		return this.#values.has(name) ? this.#values.get(name) : this.#outer?.get(name);
	}

	set(name: string, value: Value | undefined): void {
		this.#values.set(name, value);
	}

	/** Changes what a name stands for where it was given, as a list that grows does. */
	replace(name: string, value: Value | undefined): void {
		if (this.#values.has(name)) this.#values.set(name, value);
		else this.#outer?.replace(name, value);
	}
}
