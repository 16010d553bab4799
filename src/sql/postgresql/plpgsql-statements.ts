/** Under which circumstances a statement of a PL/pgSQL block runs. */
export type Circumstance =
	/** Always, once. */
	| { readonly when: 'always' }
	/** If a condition holds, which is written in SQL. */
	| { readonly when: 'if'; readonly condition: string }
	/** Always, and if it fails with one of these conditions, nothing of its block is done. */
	| { readonly when: 'tried'; readonly caught: readonly string[] }
	/** In a loop, behind ELSE, in an exception handler, …: it cannot be told. */
	| { readonly when: 'perhaps' };

/** An SQL statement of a PL/pgSQL block; without a text if it is made while running. */
export interface BlockStatement {
	readonly sql?: string;
	readonly circumstance: Circumstance;
}

/** Returns the SQL statements of a block, in the order of the text, from the JSON that libpg-query makes of it. */
export function collectBlockStatements(json: unknown): readonly BlockStatement[] {
	const statements: BlockStatement[] = [];
	visit(json, { when: 'always' }, statements);
	return statements;
}

const PERHAPS: Circumstance = { when: 'perhaps' };

function visit(value: unknown, circumstance: Circumstance, into: BlockStatement[]): void {
	if (Array.isArray(value)) for (const item of value) visit(item, circumstance, into);
	else if (isObject(value)) for (const [tag, inner] of Object.entries(value)) visitNode(tag, inner, circumstance, into);
}

function visitNode(tag: string, node: unknown, circumstance: Circumstance, into: BlockStatement[]): void {
	if (!isObject(node)) {
		visit(node, circumstance, into);
	} else if (tag === 'PLpgSQL_stmt_execsql') {
		const sql = queryOf(node.sqlstmt);
		into.push({ circumstance, ...(sql !== undefined && { sql }) });
	} else if (tag === 'PLpgSQL_stmt_dynexecute') {
		into.push({ circumstance });
	} else if (tag === 'PLpgSQL_stmt_dynfors') {
		into.push({ circumstance: PERHAPS });
		visit(node.body, PERHAPS, into);
	} else if (tag === 'PLpgSQL_stmt_if') {
		visit(node.then_body, within(circumstance, { when: 'if', condition: queryOf(node.cond) ?? '' }), into);
		visit([node.elsif_list, node.else_body], PERHAPS, into);
	} else if (tag === 'PLpgSQL_stmt_block') {
		visitBlock(node, circumstance, into);
	} else {
		visit(node, RUNS_OTHERWISE.has(tag) ? PERHAPS : circumstance, into);
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

/** With an EXCEPTION clause, a failure takes back what the block has done, so only a block of one statement is simple. */
function visitBlock(node: Record<string, unknown>, circumstance: Circumstance, into: BlockStatement[]): void {
	const { body, exceptions } = node;
	if (exceptions === undefined) {
		visit(body, circumstance, into);
		return;
	}
	const inside: BlockStatement[] = [];
	visit(body, { when: 'always' }, inside);
	const [only] = inside;
	const isSimple = inside.length === 1 && only?.circumstance.when === 'always';
	const tried = isSimple ? within(circumstance, { when: 'tried', caught: conditionsOf(exceptions) }) : PERHAPS;
	into.push(...inside.map((statement) => ({ ...statement, circumstance: tried })));
	visit(exceptions, PERHAPS, into);
}

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
