import type { NamedRange, ObjectName } from '../object-name.ts';
import type { TableUse } from '../table-use.ts';

/** A table use whose columns are still being collected. */
export class UseInProgress {
	readonly #table: ObjectName;
	readonly #access: TableUse['access'];
	readonly #columns: NamedRange[] = [];

	constructor(table: ObjectName, access: TableUse['access']) {
		this.#table = table;
		this.#access = access;
	}

	get tableName(): string {
		return this.#table.name;
	}

	addColumn(column: NamedRange): void {
		if (!ROWID_NAMES.has(column.name)) this.#columns.push(column);
	}

	finish(): TableUse {
		const columns = this.#columns.toSorted((a, b) => a.range.start - b.range.start);
		return { table: this.#table, access: this.#access, columns };
	}
}

/** Every table but those WITHOUT ROWID has these beside its columns: https://www.sqlite.org/rowidtable.html */
const ROWID_NAMES: ReadonlySet<string> = new Set(['rowid', 'oid', '_rowid_']);

/** What a name before a dot may mean: a table by its name or alias, a subquery, a common table expression. */
export interface Source {
	readonly name: string;
	/** Absent for what is no table of the schema, so that its columns are not ours to judge. */
	readonly use?: UseInProgress;
	/** True for `excluded` of an upsert: an unqualified column never means it. */
	readonly onlyQualified?: boolean;
}

/** The tables that a part of a statement can name columns of. */
export interface Scope {
	readonly sources: readonly Source[];
	/** Names that result columns have been given, which may stand for columns. */
	readonly aliases: ReadonlySet<string>;
	/** The scope around a subquery, whose tables it may name too. */
	readonly outer?: Scope;
}

/** Books a column written as `table.column` with the table that alone it can belong to, if there is one. */
export function addQualified(scope: Scope, qualifier: string, column: NamedRange): void {
	for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
		const matching = at.sources.filter(({ name }) => name === qualifier);
		if (matching.length === 1) matching[0]?.use?.addColumn(column);
		if (matching.length > 0) return;
	}
}

/** Books a column written without its table where only one table is in sight. */
export function addUnqualified(scope: Scope, column: NamedRange): void {
	const sources = scope.sources.filter(({ onlyQualified }) => onlyQualified !== true);
	const [only] = sources;
	if (scope.outer !== undefined || sources.length !== 1 || only?.use === undefined) return;
	// A full-text table has a hidden column of its own name; TRUE and FALSE are values where no column has that name.
	const mayBeElse = [only.name, only.use.tableName, 'true', 'false'].includes(column.name);
	if (!mayBeElse && !scope.aliases.has(column.name)) only.use.addColumn(column);
}
