import type { Connection } from '../database/connection.ts';

/** A table's name as the database keeps it. */
export interface TableName {
	readonly schema: string;
	readonly name: string;
}

/** A column as a migrations table has it. */
export interface LedgerColumn {
	readonly name: string;
	/** Lower case, as the database writes it. */
	readonly type: string;
	/** An INSERT that leaves it out fails. */
	readonly mustBeGiven: boolean;
}

/** Where databases differ in how migrations tables are found, made and written. */
export interface LedgerDialect {
	/** Finds the table that a name means; `exists` false with the place where it would be made. Needs no rights on it. */
	locate(connection: Connection, written: string): Promise<{ readonly table: TableName; readonly exists: boolean }>;
	/** The name in SQL, always with its schema. */
	sqlName(table: TableName): string;
	/** The name for people. */
	label(table: TableName): string;
	columns(connection: Connection, table: TableName): Promise<readonly LedgerColumn[]>;
	/** `?`, or `$1`. */
	placeholder(number: number): string;
	/** The types of own tables. */
	readonly types: { readonly id: string; readonly time: string; readonly integer: string };
	/** The column that counts rows as they came, where the table has one. */
	insertionOrder(connection: Connection, table: TableName): Promise<string | undefined>;
	/** Makes tables that are missing. Two that do so at the same moment both succeed. */
	createTables(connection: Connection, tables: readonly NewTable[]): Promise<void>;
}

export interface NewTable {
	readonly table: TableName;
	/** Definitions of the columns. */
	readonly columns: readonly string[];
}
