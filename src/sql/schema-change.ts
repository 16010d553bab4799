import type { NamedRange, ObjectName } from './object-name.ts';
import type { TextRange } from './text-range.ts';

export type ObjectKind =
	| 'table'
	| 'index'
	| 'view'
	| 'materialized view'
	| 'trigger'
	| 'function'
	| 'procedure'
	| 'sequence'
	| 'type'
	| 'domain'
	| 'schema'
	| 'extension'
	| 'policy'
	| 'rule'
	| 'other';

/** A column as a statement defines it. Types and expressions are normalised text, comparable within a dialect. */
export interface ColumnDefinition extends NamedRange {
	/** As the database writes it (`integer`, `character varying(20)`); SQLite keeps the declared text. Empty: none. */
	readonly type: string;
	readonly notNull: boolean;
	/** The text of the default expression. */
	readonly default?: string;
	readonly generated?: 'stored' | 'virtual' | 'identity always' | 'identity by default';
	/** The text of a generated column's expression. */
	readonly expression?: string;
	readonly collation?: string;
}

/** What a foreign key does when the row that it points at goes or changes. */
export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

/** What a foreign key points at. `columns` is empty where the statement leaves them to the primary key. */
export interface Reference {
	readonly table: ObjectName;
	readonly columns: readonly NamedRange[];
	/** Absent where it is not known, which is never compared; a reader that knows says `no action` too. */
	readonly onDelete?: ReferentialAction;
	readonly onUpdate?: ReferentialAction;
}

export type ConstraintKind = 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclude';

/** A constraint of a table, from the table's own list or from one of its columns. */
export interface ConstraintDefinition {
	readonly kind: ConstraintKind;
	readonly name?: string;
	/** The constrained columns, in order; empty for a CHECK. */
	readonly columns: readonly NamedRange[];
	readonly references?: Reference;
	/** The text of a CHECK's or an EXCLUDE's condition. */
	readonly expression?: string;
	/** PostgreSQL's UNIQUE or PRIMARY KEY USING INDEX: the constraint takes this index over, with its columns. */
	readonly usingIndex?: NamedRange;
	/** The column in whose definition it is written: SQLite drops it with that column. */
	readonly writtenOn?: string;
	/** False for PostgreSQL's NOT VALID. */
	readonly validated: boolean;
	readonly range: TextRange;
}

/**
 * How a statement says "only if it is not there yet" or "only if it is there", or where it could: an edit that inserts
 * `IF [NOT] EXISTS` (or `OR REPLACE`) at `insertAt` makes the statement safe to run twice.
 */
export interface Guard {
	readonly present: boolean;
	/**
	 * Absent where the dialect has no guard for this statement. An offset into the text that was read: the start of the
	 * token before which the words go, so that the edit inserts the words and one space.
	 */
	readonly insertAt?: number;
	/** The words to insert, in upper case without surrounding spaces: `IF NOT EXISTS`, `IF EXISTS`, `OR REPLACE`. */
	readonly words?: string;
}

interface Change {
	/** The part of the statement that makes this change: the whole statement, or one action of an ALTER TABLE. */
	readonly range: TextRange;
	/** PostgreSQL's ALTER TABLE IF EXISTS: where the table is not there, nothing is done and nothing fails. */
	readonly ifTableExists?: true;
}

export interface CreateTable extends Change {
	readonly type: 'create table';
	readonly table: ObjectName;
	readonly columns: readonly ColumnDefinition[];
	readonly constraints: readonly ConstraintDefinition[];
	readonly guard: Guard;
	readonly temporary: boolean;
	/** The columns are not all known: `CREATE TABLE … AS SELECT`, LIKE, INHERITS, a virtual table. */
	readonly columnsUnknown: boolean;
	/** SQLite's STRICT, WITHOUT ROWID, AUTOINCREMENT, VIRTUAL; PostgreSQL's UNLOGGED, PARTITION BY …: in upper case. */
	readonly options: readonly string[];
}
export interface RenameTable extends Change {
	readonly type: 'rename table';
	readonly table: ObjectName;
	readonly to: NamedRange;
	readonly guard: Guard;
}
export interface AddColumn extends Change {
	readonly type: 'add column';
	readonly table: ObjectName;
	readonly column: ColumnDefinition;
	/** Constraints written on the column. */
	readonly constraints: readonly ConstraintDefinition[];
	readonly guard: Guard;
}
export interface DropColumn extends Change {
	readonly type: 'drop column';
	readonly table: ObjectName;
	readonly column: NamedRange;
	readonly guard: Guard;
	readonly cascade: boolean;
}
export interface RenameColumn extends Change {
	readonly type: 'rename column';
	readonly table: ObjectName;
	readonly column: NamedRange;
	readonly to: NamedRange;
}
export interface AlterColumn extends Change {
	readonly type: 'alter column';
	readonly table: ObjectName;
	readonly column: NamedRange;
	/** Only what the statement sets; null drops the default, or makes a generated column an ordinary one. */
	readonly set: {
		readonly type?: string;
		readonly notNull?: boolean;
		readonly default?: string | null;
		readonly generated?: ColumnDefinition['generated'] | null;
		/** The new text of a generated column's expression. */
		readonly expression?: string;
	};
}
export interface AddConstraint extends Change {
	readonly type: 'add constraint';
	readonly table: ObjectName;
	readonly constraint: ConstraintDefinition;
}
export interface DropConstraint extends Change {
	readonly type: 'drop constraint';
	readonly table: ObjectName;
	readonly constraint: NamedRange;
	readonly guard: Guard;
	/** Foreign keys that need a dropped key go along, where PostgreSQL would refuse otherwise. */
	readonly cascade?: boolean;
}
/** A constraint gets another name, or its rows are checked at last (PostgreSQL's VALIDATE CONSTRAINT). */
export interface AlterConstraint extends Change {
	readonly type: 'alter constraint';
	readonly table: ObjectName;
	readonly constraint: NamedRange;
	/** Only what the statement sets. */
	readonly set: { readonly name?: NamedRange; readonly validated?: boolean };
}
export interface CreateIndex extends Change {
	readonly type: 'create index';
	/** Absent where the database makes up a name. */
	readonly index?: ObjectName;
	readonly table: ObjectName;
	/** The indexed columns, in order; an expression has its text as `expression`. */
	readonly columns: readonly (NamedRange & { readonly expression?: boolean; readonly descending?: boolean })[];
	readonly unique: boolean;
	readonly concurrently: boolean;
	/** The text of a partial index's condition. */
	readonly where?: string;
	readonly guard: Guard;
}
/** Views, triggers, functions, sequences, types, schemas, extensions, …: known by name and by the text that made them. */
export interface CreateObject extends Change {
	readonly type: 'create object';
	readonly kind: ObjectKind;
	readonly object: ObjectName;
	/** The table that a trigger, policy or rule stands on. */
	readonly table?: ObjectName;
	readonly guard: Guard;
	/** OR REPLACE is written. */
	readonly replaces: boolean;
	/** The statement without comments and with white space folded, for comparison within a dialect. */
	readonly definition: string;
	readonly temporary: boolean;
}
export interface DropObjects extends Change {
	readonly type: 'drop';
	readonly kind: ObjectKind;
	readonly objects: readonly ObjectName[];
	/** The table that a trigger, policy or rule stands on. */
	readonly table?: ObjectName;
	readonly guard: Guard;
	readonly cascade: boolean;
}
export interface RenameObject extends Change {
	readonly type: 'rename object';
	readonly kind: ObjectKind;
	readonly object: ObjectName;
	/** The table that a trigger, policy or rule stands on. */
	readonly table?: ObjectName;
	readonly to: NamedRange;
}
/** A view, type, sequence, … becomes another under its old name: how it is defined from here on is not known. */
export interface AlterObject extends Change {
	readonly type: 'alter object';
	readonly kind: ObjectKind;
	readonly object: ObjectName;
	/** The table that a trigger, policy or rule stands on. */
	readonly table?: ObjectName;
	/** Of PostgreSQL's ALTER TYPE … ADD VALUE IF NOT EXISTS. */
	readonly guard: Guard;
}
/** Something that the reader does not follow. What it may have touched is unknown from here on. */
export interface UnknownChange extends Change {
	readonly type: 'unknown';
	/** The tables that it may have touched, also made or dropped; empty: none; absent where it may be any. */
	readonly tables?: readonly ObjectName[];
	/** For people: what was not followed. */
	readonly what: string;
}

/** What one statement, or one action of it, does to the schema; the same words for every dialect. */
export type SchemaChange =
	| CreateTable
	| RenameTable
	| AddColumn
	| DropColumn
	| RenameColumn
	| AlterColumn
	| AddConstraint
	| DropConstraint
	| AlterConstraint
	| CreateIndex
	| CreateObject
	| DropObjects
	| RenameObject
	| AlterObject
	| UnknownChange;
