import type { Node, RangeVar } from 'libpg-query';
import type { NamedRange, ObjectName } from '../../object-name.ts';
import type { TableUse } from '../../table-use.ts';

/** A table use whose columns are still being collected. */
export class UseInProgress {
	readonly #table: ObjectName;
	readonly #access: TableUse['access'];
	readonly #columns: NamedRange[] = [];

	constructor(table: ObjectName, access: TableUse['access']) {
		this.#table = table;
		this.#access = access;
	}

	addColumn(column: NamedRange): void {
		if (!SYSTEM_COLUMNS.has(column.name)) this.#columns.push(column);
	}

	finish(): TableUse {
		const columns = this.#columns.toSorted((a, b) => a.range.start - b.range.start);
		return { table: this.#table, access: this.#access, columns };
	}
}

/** https://www.postgresql.org/docs/current/ddl-system-columns.html, and `oid` as it was before 12. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'oid']);

/** Something that a name before a dot may mean. */
export interface Source {
	/** Its alias, or its own name; empty where it has none. */
	readonly name: string;
	/** The schema that may be written before its name. */
	readonly schema?: string;
	/** Absent for subqueries, functions, common table expressions, …: their columns are not ours to judge. */
	readonly use?: UseInProgress;
}

/** What a part of a statement can name columns of. */
export interface Scope {
	readonly sources: readonly Source[];
	/** The scope around a subquery. */
	readonly outer?: Scope;
	/** Names that result columns have been given, where ORDER BY and GROUP BY may mean these. */
	readonly outputs?: ReadonlySet<string>;
}

/** Books a column written as `table.column` or `schema.table.column` with that table. */
export function addQualified(scope: Scope, schema: string | undefined, table: string, column: NamedRange): void {
	for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
		const matching = at.sources.filter(
			(source) => source.name === table && (schema === undefined || source.schema === schema),
		);
		if (matching.length === 1) matching[0]?.use?.addColumn(column);
		if (matching.length > 0) return;
	}
}

/** Books a column written without its table where only one table is in sight. A table's own name means its whole row. */
export function addUnqualified(scope: Scope, column: NamedRange): void {
	const [only] = scope.sources;
	if (scope.sources.length !== 1 || only?.use === undefined || scope.outputs?.has(column.name) === true) return;
	for (let outer = scope.outer; outer !== undefined; outer = outer.outer) if (outer.sources.length > 0) return;
	if (only.name !== column.name) only.use.addColumn(column);
}

/** Names of common table expressions in sight. */
export type Ctes = ReadonlySet<string>;

/** What reads the parts of a query. */
export interface QueryReader {
	/** Reads a query, also one that changes rows; any other statement is left alone. */
	statement(tree: Node, ctes: Ctes, outer?: Scope): void;
	/** Adds a table of a FROM clause. */
	table(relation: RangeVar, ctes: Ctes): Source;
	/** Reads the columns and subqueries in expressions. */
	expressions(roots: readonly unknown[], scope: Scope, ctes: Ctes): void;
}
