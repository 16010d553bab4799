/** Under which circumstances a statement of a PL/pgSQL block runs. */
export type Circumstance =
	/** Always, once. */
	| { readonly when: 'always' }
	/** If a condition holds, which is written in SQL. */
	| { readonly when: 'if'; readonly condition: string }
	/** Always, and if it fails with one of these conditions, nothing of its block is done. */
	| { readonly when: 'tried'; readonly caught: readonly string[] }
	/** In a loop, behind ELSE or a RETURN, in an exception handler, …: it cannot be told. */
	| { readonly when: 'perhaps' };

/** An SQL statement of a PL/pgSQL block; without a text if it is made while running. */
export interface BlockStatement {
	readonly sql?: string;
	readonly circumstance: Circumstance;
}

/** Returns the SQL statements of a block, in the order of the text, from the JSON that libpg-query makes of it. */
export function collectBlockStatements(json: unknown): readonly BlockStatement[] {
	const collector = new Collector();
	collector.visit(json, ALWAYS);
	return collector.statements;
}

const ALWAYS: Circumstance = { when: 'always' };
const PERHAPS: Circumstance = { when: 'perhaps' };

class Collector {
	readonly statements: BlockStatement[] = [];
	/** Behind a RETURN that may have been taken, nothing runs for sure. */
	#mayHaveReturned = false;

	visit(value: unknown, circumstance: Circumstance): void {
		if (Array.isArray(value)) for (const item of value) this.visit(item, circumstance);
		else if (isObject(value)) for (const [tag, inner] of Object.entries(value)) this.#node(tag, inner, circumstance);
	}

	#node(tag: string, node: unknown, circumstance: Circumstance): void {
		if (tag === 'PLpgSQL_stmt_return') {
			if (circumstance.when !== 'always') this.#mayHaveReturned = true;
		} else if (!isObject(node)) {
			this.visit(node, circumstance);
		} else if (tag === 'PLpgSQL_stmt_execsql') {
			this.#add(circumstance, queryOf(node.sqlstmt));
		} else if (tag === 'PLpgSQL_stmt_dynexecute') {
			this.#add(circumstance);
		} else if (tag === 'PLpgSQL_stmt_dynfors') {
			this.#add(PERHAPS);
			this.visit(node.body, PERHAPS);
		} else if (tag === 'PLpgSQL_stmt_if') {
			this.visit(node.then_body, within(circumstance, { when: 'if', condition: queryOf(node.cond) ?? '' }));
			this.visit([node.elsif_list, node.else_body], PERHAPS);
		} else if (tag === 'PLpgSQL_stmt_block') {
			this.#block(node, circumstance);
		} else {
			this.visit(node, RUNS_OTHERWISE.has(tag) ? PERHAPS : circumstance);
		}
	}

	/** With an EXCEPTION clause, a failure takes back what the block has done, so only a block of one statement is simple. */
	#block({ body, exceptions }: Record<string, unknown>, circumstance: Circumstance): void {
		if (exceptions === undefined) {
			this.visit(body, circumstance);
			return;
		}
		const inside = collectBlockStatements(body);
		const isSimple = inside.length === 1 && inside[0]?.circumstance.when === 'always';
		const caught = conditionsOf(exceptions);
		this.visit(body, isSimple ? within(circumstance, { when: 'tried', caught }) : PERHAPS);
		this.visit(exceptions, PERHAPS);
	}

	#add(circumstance: Circumstance, sql?: string): void {
		this.statements.push({
			circumstance: this.#mayHaveReturned ? PERHAPS : circumstance,
			...(sql !== undefined && { sql }),
		});
	}
}

/** Statements whose bodies run several times or not at all. */
const RUNS_OTHERWISE: ReadonlySet<string> = new Set([
	'PLpgSQL_stmt_case',
	'PLpgSQL_stmt_loop',
	'PLpgSQL_stmt_while',
	'PLpgSQL_stmt_fori',
	'PLpgSQL_stmt_fors',
	'PLpgSQL_stmt_forc',
	'PLpgSQL_stmt_foreach_a',
]);

/** Two circumstances, one within the other, are more than is told apart. */
function within(outer: Circumstance, inner: Circumstance): Circumstance {
	return outer.when === 'always' ? inner : PERHAPS;
}

function conditionsOf(exceptions: unknown): readonly string[] {
	const names: string[] = [];
	const pending: unknown[] = [exceptions];
	while (pending.length > 0) {
		const value = pending.pop();
		if (!isObject(value) && !Array.isArray(value)) continue;
		for (const [key, inner] of Object.entries(value)) {
			if (key === 'condname' && typeof inner === 'string') names.push(inner);
			else if (key !== 'action') pending.push(inner);
		}
	}
	return names;
}

function queryOf(expression: unknown): string | undefined {
	const inner = isObject(expression) ? expression.PLpgSQL_expr : undefined;
	const query = isObject(inner) ? inner.query : undefined;
	return typeof query === 'string' ? query : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
