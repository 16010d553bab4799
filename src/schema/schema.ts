import type { ConstraintKind, ObjectKind } from '../sql/schema-change.ts';

/**
 * Who made a thing last: the version of a migration, and the range of the change in its script. Absent on what was
 * read from a live database.
 */
export interface Origin {
	/** Names the migration, as its directory counts: `003`, `20240102030405`. */
	readonly version: string;
	/** Where the migration is, as a URI, and where in it (UTF-16 offsets into the document). */
	readonly uri: string;
	readonly start: number;
	readonly end: number;
}

export interface Column {
	readonly name: string;
	readonly type: string;
	readonly notNull: boolean;
	readonly default?: string;
	readonly generated?: string;
	readonly collation?: string;
	readonly origin?: Origin;
}

export interface Constraint {
	readonly kind: ConstraintKind;
	readonly name?: string;
	readonly columns: readonly string[];
	readonly references?: { readonly table: string; readonly columns: readonly string[] };
	readonly expression?: string;
	readonly validated: boolean;
	readonly origin?: Origin;
}

export interface Table {
	readonly name: string;
	readonly columns: readonly Column[];
	readonly constraints: readonly Constraint[];
	readonly options: readonly string[];
	/** Something happened to it that static replay does not follow, so its columns may differ. Never reported on. */
	readonly uncertain: boolean;
	readonly origin?: Origin;
}

export interface Index {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
	readonly unique: boolean;
	readonly where?: string;
	/** False for an index that PostgreSQL marks INVALID. */
	readonly valid: boolean;
	readonly origin?: Origin;
}

/** A view, trigger, function, sequence, type, … */
export interface SchemaObject {
	readonly kind: ObjectKind;
	readonly name: string;
	readonly table?: string;
	readonly definition: string;
	readonly origin?: Origin;
}

/**
 * What a database holds, as one immutable value; the same type whether it comes from parsing, from a shadow or from a
 * live database. Keys are `objectKey`s: the folded name, with its schema in front unless that is the default one.
 */
export interface Schema {
	readonly tables: ReadonlyMap<string, Table>;
	readonly indexes: ReadonlyMap<string, Index>;
	/** Keyed by `kind name`, so that kinds do not hide each other. */
	readonly objects: ReadonlyMap<string, SchemaObject>;
	/**
	 * True where anything may exist beside what is listed: after a change that could not be followed, or where the
	 * first migration does not begin at an empty database.
	 */
	readonly uncertain: boolean;
}

export const emptySchema: Schema = {
	tables: new Map(),
	indexes: new Map(),
	objects: new Map(),
	uncertain: false,
};
