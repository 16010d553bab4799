import type { TextRange } from '../../sql/text-range.ts';
import type { MappedText } from './mapped-text.ts';

/**
 * What reading a migration needs to know of an expression, alike for every language. Each language translates its own
 * syntax tree into these; what follows them knows no language.
 */
export type Expression =
	/** A string literal. */
	| (Placed & { readonly type: 'text'; readonly text: MappedText })
	/** Strings one behind the other: `a + b`, adjacent literals, the parts of a template. */
	| (Placed & { readonly type: 'join'; readonly parts: readonly Expression[] })
	/** A place of a template that a value is put into. Without `value` the language formats it first. */
	| (Placed & { readonly type: 'slot'; readonly value: Expression | undefined })
	/** Python's `template % values`. */
	| (Placed & { readonly type: 'percent format'; readonly template: Expression; readonly values: Expression })
	| (Placed & { readonly type: 'list'; readonly items: readonly Expression[] })
	| (Placed & { readonly type: 'name'; readonly name: string })
	| (Placed & { readonly type: 'member'; readonly object: Expression; readonly name: string })
	| Call
	| (Placed & { readonly type: 'function'; readonly function: CodeFunction })
	/** The first part is evaluated, the others perhaps. */
	| (Placed & { readonly type: 'perhaps'; readonly parts: readonly Expression[] })
	/** A comprehension: its body for each of `over`. */
	| (Placed & {
			readonly type: 'each';
			readonly names: readonly string[];
			readonly over: Expression;
			readonly body: Expression;
	  })
	/** Anything else; its parts are evaluated in their order. */
	| (Placed & { readonly type: 'other'; readonly parts: readonly Expression[] });

interface Placed {
	readonly range: TextRange;
}

export interface Call extends Placed {
	readonly type: 'call';
	readonly callee: Expression;
	readonly positional: readonly Expression[];
	readonly named: readonly { readonly name: string; readonly value: Expression }[];
	/** A template behind a tag: its places are bound as parameters or formatted by the tag. */
	readonly tagged: boolean;
}

export type Statement =
	| { readonly type: 'evaluate'; readonly expression: Expression }
	/** Several names: the value is taken apart. Without a value it is not known. */
	| {
			readonly type: 'assign';
			readonly names: readonly BoundName[];
			readonly apart: boolean;
			readonly value?: Expression;
	  }
	| { readonly type: 'define'; readonly name: BoundName; readonly function?: CodeFunction }
	/** Runs one of the two, or, without a test, perhaps only a part of `body`. */
	| {
			readonly type: 'branch';
			readonly test?: Expression;
			readonly body: readonly Statement[];
			readonly otherwise: readonly Statement[];
	  }
	| {
			readonly type: 'repeat';
			readonly names: readonly string[];
			readonly over?: Expression;
			readonly body: readonly Statement[];
	  }
	| { readonly type: 'block'; readonly body: readonly Statement[] }
	| { readonly type: 'leave'; readonly by: 'return' | 'loop' | 'raise'; readonly value?: Expression };

/** A name where it is given to something. */
export interface BoundName {
	readonly name: string;
	readonly range: TextRange;
}

export interface CodeFunction {
	/** Of the whole definition. */
	readonly range: TextRange;
	/** The names of each parameter: several where it is taken apart. */
	readonly parameters: readonly (readonly string[])[];
	/** Translated when it is asked for: most functions of a file are never followed. */
	readonly body: () => readonly Statement[];
	/** Its text does not follow the grammar, so that what it does is not known. */
	readonly broken: boolean;
}
