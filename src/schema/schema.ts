import type { ConstraintKind, ObjectKind, ReferentialAction } from '../sql/schema-change.ts';

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
	/** The text of a generated column's expression. */
	readonly expression?: string;
	readonly collation?: string;
	readonly origin?: Origin;
}

export interface Constraint {
	readonly kind: ConstraintKind;
	readonly name?: string;
	readonly columns: readonly string[];
	/** `table` is an `objectKey`; `columns` is empty where they are the primary key of that table. */
	readonly references?: {
		readonly table: string;
		readonly columns: readonly string[];
		/** Absent where it is not known, which is never compared. */
		readonly onDelete?: ReferentialAction;
		readonly onUpdate?: ReferentialAction;
	};
	readonly expression?: string;
	/** The column in whose definition it is written, where that is known. Never compared. */
	readonly writtenOn?: string;
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
	/** Set where, for the same reason, it may not be there at all: it is `uncertain` then, too. */
	readonly mayBeAbsent?: boolean;
	readonly origin?: Origin;
}

/** An index of its own: those that belong to a UNIQUE or PRIMARY KEY constraint are told by the constraint alone. */
export interface Index {
	readonly name: string;
	/** The `objectKey` of its table. */
	readonly table: string;
	/** Names of columns; the text of the expression for those that are none. */
	readonly columns: readonly string[];
	/** For each column whether it is DESC; absent where it is not known, which is never compared. */
	readonly descending?: readonly boolean[];
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
	/** The `objectKey` of the table that it stands on and goes with: of a trigger, policy, rule or a column's sequence. */
	readonly table?: string;
	/** The statement that makes it, without comments and guards; empty where it is not known, which is never compared. */
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
	/**
	 * Keyed by `kind name`, so that kinds do not hide each other; by `kind name on table` for the triggers, policies and
	 * rules of PostgreSQL, which are named within their table. `findObject` knows.
	 */
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
