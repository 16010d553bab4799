import type {
	AstNode,
	DeleteStmt,
	FromClause,
	InsertStmt,
	Name,
	OneSelect,
	QualifiedName,
	ResultColumn,
	Select,
	SelectTable,
	SetAssignment,
	Stmt,
	UpdateStmt,
	Upsert,
	With,
} from 'sqlite3-parser';
import type { TableUse } from '../table-use.ts';
import { foldName } from './identifiers.ts';
import { isBuiltInTable, isOwnDatabase } from './own-tables.ts';
import { addQualified, addUnqualified, type Scope, type Source, UseInProgress } from './scope.ts';
import { rangeOf, type StatementSource, toName, toObjectName } from './statement-source.ts';
import { walkTree } from './walk-tree.ts';

/** Returns the tables that a statement reads or writes rows of, in the order of the text. */
export function readUses(source: StatementSource, statement: Stmt): readonly TableUse[] {
	return new UseReader(source).read(statement);
}

/** Names of common table expressions in sight. */
type Ctes = ReadonlySet<string>;

const NO_CTES: Ctes = new Set();

/** SQLite itself is content with a thousand; deeper subqueries are not followed. */
const DEEPEST_SUBQUERY = 200;

class UseReader {
	readonly #source: StatementSource;
	readonly #uses: UseInProgress[] = [];
	#depth = 0;

	constructor(source: StatementSource) {
		this.#source = source;
	}

	read(statement: Stmt): readonly TableUse[] {
		if (statement.type === 'SelectStmt') this.#select(statement.body, NO_CTES);
		else if (statement.type === 'InsertStmt') this.#insert(statement);
		else if (statement.type === 'UpdateStmt') this.#update(statement);
		else if (statement.type === 'DeleteStmt') this.#delete(statement);
		else if (statement.type === 'CreateViewStmt') this.#select(statement.select, NO_CTES);
		else if (statement.type === 'CreateTableStmt' && statement.body.type === 'AsSelectCreateTableBody') {
			this.#select(statement.body.select, NO_CTES);
		}
		return this.#uses.map((use) => use.finish()).sort((a, b) => a.table.range.start - b.table.range.start);
	}

	#insert({ with: withClause, tblName, columns, body, returning }: InsertStmt): void {
		const ctes = this.#with(withClause, NO_CTES);
		const target = this.#target(tblName);
		for (const column of columns ?? []) target.use?.addColumn(toName(column));
		if (body.type === 'SelectInsertBody') {
			this.#select(body.select, ctes);
			for (let upsert = body.upsert; upsert !== undefined; upsert = upsert.next) this.#upsert(upsert, target, ctes);
		}
		this.#returning(returning, target, ctes);
	}

	#upsert({ index, doClause }: Upsert, target: Source, ctes: Ctes): void {
		const excluded: Source = { ...target, name: 'excluded', onlyQualified: true };
		const scope: Scope = { sources: [target, excluded], aliases: new Set() };
		this.#expressions([...(index?.targets ?? []), index?.whereClause], scope, ctes);
		if (doClause.type === 'SetUpsertDo') {
			this.#sets(doClause.sets, target, scope, ctes);
			this.#expressions([doClause.whereClause], scope, ctes);
		}
	}

	#update({ with: withClause, tblName, sets, from, whereClause, orderBy, limit, returning }: UpdateStmt): void {
		const ctes = this.#with(withClause, NO_CTES);
		const target = this.#target(tblName);
		const sources = [target];
		const scope: Scope = { sources, aliases: new Set() };
		if (from !== undefined) this.#from(from, sources, scope, ctes);
		this.#sets(sets, target, scope, ctes);
		this.#expressions([whereClause, ...(orderBy ?? []), limit], scope, ctes);
		this.#returning(returning, target, ctes);
	}

	#delete({ with: withClause, tblName, whereClause, orderBy, limit, returning }: DeleteStmt): void {
		const ctes = this.#with(withClause, NO_CTES);
		const target = this.#target(tblName);
		const scope: Scope = { sources: [target], aliases: new Set() };
		this.#expressions([whereClause, ...(orderBy ?? []), limit], scope, ctes);
		this.#returning(returning, target, ctes);
	}

	#sets(sets: readonly SetAssignment[], target: Source, scope: Scope, ctes: Ctes): void {
		for (const { colNames, expr } of sets) {
			for (const column of colNames) target.use?.addColumn(toName(column));
			this.#expressions([expr], scope, ctes);
		}
	}

	#returning(columns: readonly ResultColumn[] | undefined, target: Source, ctes: Ctes): void {
		if (columns === undefined) return;
		this.#expressions(columns, { sources: [target], aliases: aliasesOf(columns) }, ctes);
	}

	/** Returns the table that a statement writes to; a name that a common table expression has still means the table. */
	#target(name: QualifiedName): Source {
		return this.#table(name, name.alias, NO_CTES, 'write');
	}

	#with(withClause: With | undefined, outer: Ctes): Ctes {
		if (withClause === undefined) return outer;
		const ctes = new Set([...outer, ...withClause.ctes.map(({ tblName }) => foldName(tblName.text))]);
		for (const { select } of withClause.ctes) this.#select(select, ctes);
		return ctes;
	}

	#select(select: Select, outerCtes: Ctes, outer?: Scope): void {
		if (this.#depth >= DEEPEST_SUBQUERY) return;
		this.#depth++;
		const ctes = this.#with(select.with, outerCtes);
		const scope = this.#oneSelect(select.select, ctes, outer);
		for (const compound of select.compounds ?? []) this.#oneSelect(compound.select, ctes, outer);
		// Behind several SELECTs, ORDER BY names their result columns.
		if (select.compounds === undefined) this.#expressions([...(select.orderBy ?? []), select.limit], scope, ctes);
		this.#depth--;
	}

	#oneSelect(select: OneSelect, ctes: Ctes, outer: Scope | undefined): Scope {
		const sources: Source[] = [];
		const aliases = select.type === 'SelectFrom' ? aliasesOf(select.columns) : new Set<string>();
		const scope: Scope = { sources, aliases, ...(outer && { outer }) };
		if (select.type === 'SelectValues') {
			this.#expressions(select.values, scope, ctes);
			return scope;
		}
		if (select.from !== undefined) this.#from(select.from, sources, scope, ctes);
		const { columns, whereClause, groupBy, having, windowClause } = select;
		this.#expressions([...columns, whereClause, ...(groupBy ?? []), having, ...(windowClause ?? [])], scope, ctes);
		return scope;
	}

	/** Adds the tables of a FROM clause to `sources`, which are those of `scope`, and reads what it says of columns. */
	#from({ select, joins }: FromClause, sources: Source[], scope: Scope, ctes: Ctes): void {
		if (select !== undefined) this.#selectTable(select, sources, scope, ctes);
		for (const { table } of joins ?? []) this.#selectTable(table, sources, scope, ctes);
		for (const { table, constraint } of joins ?? []) {
			if (constraint?.type === 'OnJoinConstraint') this.#expressions([constraint.expr], scope, ctes);
			if (constraint?.type === 'UsingJoinConstraint' && table.type === 'TableSelectTable') {
				const name = foldName((table.alias?.name ?? table.tblName.objName).text);
				for (const column of constraint.columns) addQualified(scope, name, toName(column));
			}
		}
	}

	#selectTable(table: SelectTable, sources: Source[], scope: Scope, ctes: Ctes): void {
		const alias = table.alias?.name;
		switch (table.type) {
			case 'TableSelectTable':
				sources.push(this.#table(table.tblName, alias, ctes, 'read'));
				break;
			case 'TableCallSelectTable':
				sources.push({ name: foldName((alias ?? table.tblName.objName).text) });
				this.#expressions(table.args ?? [], scope, ctes);
				break;
			case 'SelectSelectTable':
				sources.push({ name: alias === undefined ? '' : foldName(alias.text) });
				// A subquery in FROM sees what is around its statement, and not the tables beside it.
				this.#select(table.select, ctes, scope.outer);
				break;
			case 'SubSelectTable':
				if (alias !== undefined) sources.push({ name: foldName(alias.text) });
				if (this.#depth >= DEEPEST_SUBQUERY) break;
				this.#depth++;
				this.#from(table.from, sources, scope, ctes);
				this.#depth--;
				break;
		}
	}

	#table(written: QualifiedName, alias: Name | undefined, ctes: Ctes, access: TableUse['access']): Source {
		const table = toObjectName(written);
		const name = alias === undefined ? table.name : foldName(alias.text);
		const isCte = table.schema === undefined && ctes.has(table.name);
		if (isCte || !isOwnDatabase(table.schema) || isBuiltInTable(table.name)) return { name };
		const use = new UseInProgress(table, access);
		this.#uses.push(use);
		return { name, use };
	}

	#expressions(nodes: readonly (AstNode | undefined)[], scope: Scope, ctes: Ctes): void {
		for (const root of nodes) {
			if (root !== undefined) walkTree(root, (node) => this.#expression(node, scope, ctes));
		}
	}

	/** Reads one node of an expression; returns whether to read what is below it. */
	#expression(node: AstNode, scope: Scope, ctes: Ctes): boolean {
		switch (node.type) {
			case 'Select':
				this.#select(node, ctes, scope);
				return false;
			case 'QualifiedExpr':
				if (isOwnDatabase(node.schema && foldName(node.schema.text))) {
					addQualified(scope, foldName(node.table.text), toName(node.column));
				}
				return false;
			case 'Id':
				this.#unqualified({ name: foldName(node.name), range: rangeOf(node.span) }, scope);
				return false;
			case 'NameExpr':
				this.#unqualified(toName(node.name), scope);
				return false;
			case 'InTableExpr':
				this.#expressions([node.lhs, ...(node.args ?? [])], scope, ctes);
				if (node.args === undefined) this.#table(node.rhs, undefined, ctes, 'read');
				return false;
			case 'FunctionCallExpr':
				this.#expressions([...(node.args ?? []), node.orderBy, node.filterOver], scope, ctes);
				return false;
			case 'FunctionCallStarExpr':
				this.#expressions([node.filterOver], scope, ctes);
				return false;
			default:
				return true;
		}
	}

	/** SQLite reads a name in double quotes that no column has as a string, so it is nothing to judge. */
	#unqualified(column: { name: string; range: { start: number; end: number } }, scope: Scope): void {
		if (!this.#source.text.startsWith('"', column.range.start)) addUnqualified(scope, column);
	}
}

function aliasesOf(columns: readonly ResultColumn[]): ReadonlySet<string> {
	const aliases = columns.map((column) => (column.type === 'ExprResultColumn' ? column.alias?.name.text : undefined));
	return new Set(aliases.filter((alias) => alias !== undefined).map(foldName));
}
