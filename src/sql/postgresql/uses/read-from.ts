import type { JoinExpr, Node } from 'libpg-query';
import type { Ctes, QueryReader, Scope, Source } from './scope.ts';

/** Reads one FROM clause (or USING, or the source of a MERGE) into the scope that it makes. */
export class FromReader {
	readonly #reader: QueryReader;
	readonly #ctes: Ctes;
	readonly #sources: Source[];
	readonly #scope: Scope;
	/** Conditions of joins, read when all tables are known: what they may name among these is not told apart. */
	readonly #conditions: unknown[] = [];

	/** `first` are the sources that are in sight already, as the table that an UPDATE writes to. */
	constructor(reader: QueryReader, ctes: Ctes, outer: Scope | undefined, first: readonly Source[] = []) {
		this.#reader = reader;
		this.#ctes = ctes;
		this.#sources = [...first];
		this.#scope = { sources: this.#sources, ...(outer && { outer }) };
	}

	read(nodes: readonly Node[] | undefined): Scope {
		for (const node of nodes ?? []) this.#item(node);
		this.#reader.expressions(this.#conditions, this.#scope, this.#ctes);
		return this.#scope;
	}

	#item(node: Node): void {
		if ('RangeVar' in node) this.#sources.push(this.#reader.table(node.RangeVar, this.#ctes));
		else if ('JoinExpr' in node) this.#join(node.JoinExpr);
		else if ('RangeSubselect' in node) {
			const { subquery, alias, lateral } = node.RangeSubselect;
			this.#sources.push({ name: alias?.aliasname ?? '' });
			// A subquery sees what is around its statement; only with LATERAL also the tables beside it.
			const seen = lateral === true ? this.#scope : this.#scope.outer;
			if (subquery !== undefined) this.#reader.statement(subquery, this.#ctes, seen);
		} else if ('RangeTableSample' in node) {
			const { relation, args, repeatable } = node.RangeTableSample;
			if (relation !== undefined) this.#item(relation);
			this.#conditions.push(args, repeatable);
		} else this.#function(node);
	}

	/** An alias on a join hides the tables in it. */
	#join({ larg, rarg, quals, alias }: JoinExpr): void {
		if (alias !== undefined) {
			const inner = new FromReader(this.#reader, this.#ctes, this.#scope.outer);
			inner.#join({ ...(larg && { larg }), ...(rarg && { rarg }), ...(quals && { quals }) });
			this.#reader.expressions(inner.#conditions, inner.#scope, this.#ctes);
			this.#sources.push({ name: alias.aliasname ?? '' });
			return;
		}
		if (larg !== undefined) this.#item(larg);
		if (rarg !== undefined) this.#item(rarg);
		if (quals !== undefined) this.#conditions.push(quals);
	}

	/** Functions, XMLTABLE, JSON_TABLE: what they return is not known; their arguments may name the tables beside them. */
	#function(node: Node): void {
		const [inner] = Object.values(node) as readonly { readonly alias?: { readonly aliasname?: string } }[];
		this.#sources.push({ name: inner?.alias?.aliasname ?? '' });
		this.#conditions.push(inner);
	}
}
