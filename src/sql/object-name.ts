import type { TextRange } from './text-range.ts';

/** A name as the database keeps it (folded, unquoted), and where it is written. */
export interface NamedRange {
	readonly name: string;
	readonly range: TextRange;
}

/** The name of a table, index, view, … with its schema where one is written. `range` covers the whole name. */
export interface ObjectName extends NamedRange {
	readonly schema?: string;
}
