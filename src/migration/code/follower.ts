import type { CodeFunction, Expression } from './expression.ts';
import type { MappedText } from './mapped-text.ts';
import type { Scope, Value } from './scope.ts';

/** A text on its way to the database, and whether values go with it. */
export interface SentText {
	readonly text: MappedText;
	readonly bound: boolean;
}

/**
 * What goes through a function, for those that tell it what it meets. `conditional`: whether this runs is decided at run
 * time.
 */
export interface Follower {
	/** Takes a text for SQL that is sent to the database. */
	run(sent: SentText, conditional: boolean): void;
	/** Follows what evaluating an expression does. */
	visit(expression: Expression, scope: Scope, conditional: boolean): void;
	/** Follows a function that is called here. */
	enter(followed: CodeFunction, outer: Scope, given: readonly (Value | undefined)[], conditional: boolean): void;
	/** Something here may change the schema in a way that is not read. */
	notRead(): void;
}
