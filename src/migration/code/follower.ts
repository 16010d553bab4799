import type { CodeFunction, Expression } from './expression.ts';
import type { MappedText } from './mapped-text.ts';
import type { Scope, Value } from './scope.ts';

/**
 * What goes through a function, for those that tell it what it meets. `conditional`: whether this runs is decided at run
 * time.
 */
export interface Follower {
	/** Takes a text for SQL that is sent to the database. */
	run(text: MappedText, conditional: boolean): void;
	/** Follows what evaluating an expression does. */
	visit(expression: Expression, scope: Scope, conditional: boolean): void;
	/** Follows a function that is called here. */
	enter(followed: CodeFunction, outer: Scope, given: readonly (Value | undefined)[], conditional: boolean): void;
	/** Something here may change the schema in a way that is not read. */
	notRead(): void;
}
