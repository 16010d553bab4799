import type { Origin } from './schema.ts';

/** What a difference is about: `milestones`, `milestones.app_id`, an index, … */
export type DifferenceSubject =
	| { readonly kind: 'table'; readonly table: string }
	| { readonly kind: 'column'; readonly table: string; readonly column: string }
	| { readonly kind: 'constraint'; readonly table: string; readonly constraint: string }
	| { readonly kind: 'index'; readonly table: string; readonly index: string }
	| { readonly kind: 'object'; readonly object: string; readonly objectKind: string };

/** One way in which a live schema departs from the expected one. */
export interface Difference {
	readonly subject: DifferenceSubject;
	/** `missing`: expected and not there. `unexpected`: there and not expected. `changed`: there in another shape. */
	readonly type: 'missing' | 'unexpected' | 'changed';
	/** The property that differs (`type`, `not null`, `default`, …) with both values, where `type` is `changed`. */
	readonly property?: string;
	readonly expected?: string;
	readonly actual?: string;
	/** The migration that should have made it so: of `missing` and `changed`. */
	readonly origin?: Origin;
}
