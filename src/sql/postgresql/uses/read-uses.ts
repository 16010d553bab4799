import type {
	CopyStmt,
	DeleteStmt,
	InsertStmt,
	MergeStmt,
	Node,
	OnConflictClause,
	RangeVar,
	ResTarget,
	ReturningClause,
	SelectStmt,
	UpdateStmt,
	WithClause,
} from 'libpg-query';
import type { TableUse } from '../../table-use.ts';
import type { Reading } from '../changes/reading.ts';
import type { StatementSource } from '../statement-source.ts';
import { FromReader } from './read-from.ts';
import {
	addQualified,
	addUnqualified,
	type Ctes,
	type QueryReader,
	type Scope,
	type Source,
	UseInProgress,
} from './scope.ts';
import { readNamesBehind, readNamesInBrackets, readObjectName, readParts } from './written-names.ts';

/** Returns the tables that a statement reads or writes rows of, in the order of the text. */
export function readUses(tree: Node, { source }: Pick<Reading, 'source'>): readonly TableUse[] {
	return new UseReader(source).read(tree);
}

const NO_CTES: Ctes = new Set();

/** Deeper subqueries are not followed. */
const DEEPEST_SUBQUERY = 200;

class UseReader implements QueryReader {
	readonly #source: StatementSource;
	readonly #uses: UseInProgress[] = [];
	#depth = 0;

	constructor(source: StatementSource) {
		this.#source = source;
	}

	read(tree: Node): readonly TableUse[] {
		if ('CopyStmt' in tree) this.#copy(tree.CopyStmt);
		else if ('TruncateStmt' in tree) {
			for (const node of tree.TruncateStmt.relations ?? []) if ('RangeVar' in node) this.#target(node.RangeVar);
		} else {
			const query = queryOf(tree);
			if (query !== undefined) this.statement(query, NO_CTES);
		}
		return this.#uses.map((use) => use.finish()).sort((a, b) => a.table.range.start - b.table.range.start);
	}

	/** Reads a query, also one that changes rows; any other statement is left alone. */
	statement(tree: Node, ctes: Ctes, outer?: Scope): void {
		if (this.#depth >= DEEPEST_SUBQUERY) return;
		this.#depth++;
		if ('SelectStmt' in tree) this.#select(tree.SelectStmt, ctes, outer);
		else if ('InsertStmt' in tree) this.#insert(tree.InsertStmt, ctes);
		else if ('UpdateStmt' in tree) this.#update(tree.UpdateStmt, ctes);
		else if ('DeleteStmt' in tree) this.#delete(tree.DeleteStmt, ctes);
		else if ('MergeStmt' in tree) this.#merge(tree.MergeStmt, ctes);
		this.#depth--;
	}

	/** Adds a table of a FROM clause. */
	table(relation: RangeVar, ctes: Ctes): Source {
		const { relname = '', schemaname, alias } = relation;
		const name = alias?.aliasname ?? relname;
		if (schemaname === undefined && ctes.has(relname)) return { name };
		const source = this.#table(relation, 'read');
		// `t AS x(a, b)` gives the columns other names.
		return alias?.colnames === undefined ? source : { name };
	}

	/** Reads the columns and subqueries in expressions, without recursion: a chain of operators is as deep as it is long. */
	expressions(roots: readonly unknown[], scope: Scope, ctes: Ctes): void {
		const pending: unknown[] = [...roots];
		while (pending.length > 0) {
			const value = pending.pop();
			if (typeof value !== 'object' || value === null) continue;
			if ('ColumnRef' in value) this.#column((value as Extract<Node, { ColumnRef: unknown }>).ColumnRef, scope);
			else if ('SelectStmt' in value) this.statement(value as Node, ctes, scope);
			else for (const inner of Object.values(value)) if (typeof inner === 'object') pending.push(inner);
		}
	}

	#copy({ relation, query, is_from }: CopyStmt): void {
		if (query !== undefined) this.statement(query, NO_CTES);
		if (relation === undefined) return;
		const { use } = this.#table(relation, is_from === true ? 'write' : 'read');
		const { text } = this.#source;
		for (const column of readNamesBehind(text, this.#source.offsetOf(relation.location))) use?.addColumn(column);
	}

	#select(select: SelectStmt, outerCtes: Ctes, outer: Scope | undefined): void {
		const ctes = this.#with(select.withClause, outerCtes);
		if (select.larg !== undefined || select.rarg !== undefined) {
			// ORDER BY behind UNION names result columns.
			for (const side of [select.larg, select.rarg]) if (side !== undefined) this.#select(side, ctes, outer);
			return;
		}
		const from = new FromReader(this, ctes, outer);
		const scope = from.read(select.fromClause);
		const { targetList, whereClause, havingClause, windowClause, valuesLists, limitCount, limitOffset } = select;
		const everywhere = [targetList, whereClause, havingClause, windowClause, valuesLists, limitCount, limitOffset];
		this.expressions(everywhere, scope, ctes);
		const outputs = new Set(targetsOf(targetList).flatMap(({ name }) => (name === undefined ? [] : [name])));
		this.expressions([select.sortClause, select.groupClause, select.distinctClause], { ...scope, outputs }, ctes);
	}

	#insert(
		{ relation, cols, selectStmt, withClause, onConflictClause, returningClause }: InsertStmt,
		outer: Ctes,
	): void {
		const ctes = this.#with(withClause, outer);
		const target = this.#target(relation);
		this.#assigned(targetsOf(cols), target);
		if (selectStmt !== undefined) this.statement(selectStmt, ctes);
		if (onConflictClause !== undefined) this.#onConflict(onConflictClause, target, ctes);
		this.#returning(returningClause, { sources: [target] }, ctes);
	}

	#onConflict({ infer, targetList, whereClause }: OnConflictClause, target: Source, ctes: Ctes): void {
		if (infer?.indexElems !== undefined) {
			const names = readNamesInBrackets(this.#source.text, this.#source.offsetOf(infer.location));
			for (const column of names) target.use?.addColumn(column);
		}
		this.expressions([infer?.whereClause], { sources: [target] }, ctes);
		const excluded: Source = { name: 'excluded', ...(target.use && { use: target.use }) };
		this.#set(targetsOf(targetList), target, { sources: [target, excluded] }, ctes);
		this.expressions([whereClause], { sources: [target, excluded] }, ctes);
	}

	#update(stmt: UpdateStmt, outer: Ctes): void {
		const ctes = this.#with(stmt.withClause, outer);
		const target = this.#target(stmt.relation);
		const scope = new FromReader(this, ctes, undefined, [target]).read(stmt.fromClause);
		this.#set(targetsOf(stmt.targetList), target, scope, ctes);
		this.expressions([stmt.whereClause], scope, ctes);
		this.#returning(stmt.returningClause, scope, ctes);
	}

	#delete(stmt: DeleteStmt, outer: Ctes): void {
		const ctes = this.#with(stmt.withClause, outer);
		const target = this.#target(stmt.relation);
		const scope = new FromReader(this, ctes, undefined, [target]).read(stmt.usingClause);
		this.expressions([stmt.whereClause], scope, ctes);
		this.#returning(stmt.returningClause, scope, ctes);
	}

	#merge(stmt: MergeStmt, outer: Ctes): void {
		const ctes = this.#with(stmt.withClause, outer);
		const target = this.#target(stmt.relation);
		const from = stmt.sourceRelation === undefined ? [] : [stmt.sourceRelation];
		const scope = new FromReader(this, ctes, undefined, [target]).read(from);
		this.expressions([stmt.joinCondition], scope, ctes);
		for (const node of stmt.mergeWhenClauses ?? []) {
			if (!('MergeWhenClause' in node)) continue;
			const { condition, targetList, values } = node.MergeWhenClause;
			this.#set(targetsOf(targetList), target, scope, ctes);
			this.expressions([condition, values], scope, ctes);
		}
		this.#returning(stmt.returningClause, scope, ctes);
	}

	#set(targets: readonly ResTarget[], target: Source, scope: Scope, ctes: Ctes): void {
		this.#assigned(targets, target);
		for (const { val, indirection } of targets) {
			// `(a, b) = (SELECT …)` repeats its source for each column.
			const isRepeated = val !== undefined && 'MultiAssignRef' in val && (val.MultiAssignRef.colno ?? 1) > 1;
			this.expressions(isRepeated ? [indirection] : [val, indirection], scope, ctes);
		}
	}

	#assigned(targets: readonly ResTarget[], { use }: Source): void {
		for (const { location } of targets) {
			const [column] = readParts(this.#source.text, this.#source.offsetOf(location));
			if (column !== undefined) use?.addColumn(column);
		}
	}

	#returning(clause: ReturningClause | undefined, scope: Scope, ctes: Ctes): void {
		if (clause !== undefined) this.expressions([clause.exprs], scope, ctes);
	}

	/** Without RECURSIVE an expression sees only those before it. https://www.postgresql.org/docs/current/queries-with.html */
	#with(clause: WithClause | undefined, outer: Ctes): Ctes {
		if (clause === undefined) return outer;
		const expressions = (clause.ctes ?? []).flatMap((node) =>
			'CommonTableExpr' in node ? [node.CommonTableExpr] : [],
		);
		const ctes = new Set(outer);
		if (clause.recursive === true) for (const { ctename } of expressions) ctes.add(ctename ?? '');
		for (const { ctename, ctequery } of expressions) {
			if (ctequery !== undefined) this.statement(ctequery, new Set(ctes));
			ctes.add(ctename ?? '');
		}
		return ctes;
	}

	/** The table that a statement writes to; a name that a common table expression has too still means the table. */
	#target(relation: RangeVar | undefined): Source {
		return relation === undefined ? { name: '' } : this.#table(relation, 'write');
	}

	#table(relation: RangeVar, access: TableUse['access']): Source {
		const { relname = '', schemaname, alias } = relation;
		const name = alias?.aliasname ?? relname;
		const schema = alias === undefined && schemaname !== undefined ? { schema: schemaname } : {};
		const table = readObjectName(this.#source.text, this.#source.offsetOf(relation.location));
		if (table === undefined || isOfSystem(relation)) return { name, ...schema };
		const use = new UseInProgress(table, access);
		this.#uses.push(use);
		return { name, ...schema, use };
	}

	#column({ fields, location }: Extract<Node, { ColumnRef: unknown }>['ColumnRef'], scope: Scope): void {
		const written = fields ?? [];
		if (!written.every((field) => 'String' in field)) return;
		const parts = readParts(this.#source.text, this.#source.offsetOf(location));
		if (parts.length !== written.length) return;
		const [column, table, schema] = parts.toReversed();
		if (column === undefined || parts.length > 3) return;
		if (table === undefined) addUnqualified(scope, column);
		else addQualified(scope, schema?.name, table.name, column);
	}
}

/** The query that a statement runs, shows, keeps or stores. */
function queryOf(tree: Node): Node | undefined {
	if ('ViewStmt' in tree) return tree.ViewStmt.query;
	if ('CreateTableAsStmt' in tree) return tree.CreateTableAsStmt.query;
	if ('ExplainStmt' in tree) return tree.ExplainStmt.query && queryOf(tree.ExplainStmt.query);
	if ('PrepareStmt' in tree) return tree.PrepareStmt.query;
	if ('DeclareCursorStmt' in tree) return tree.DeclareCursorStmt.query;
	return tree;
}

function targetsOf(nodes: readonly Node[] | undefined): readonly ResTarget[] {
	return (nodes ?? []).flatMap((node) => ('ResTarget' in node ? [node.ResTarget] : []));
}

/** The catalogs are there without having been made; no name of ours may begin like theirs. */
function isOfSystem({ schemaname, relname }: RangeVar): boolean {
	if (schemaname === undefined) return relname?.startsWith('pg_') === true;
	return schemaname.startsWith('pg_') || schemaname === 'information_schema';
}
