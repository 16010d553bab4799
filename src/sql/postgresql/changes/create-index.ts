import type { IndexElem, IndexStmt } from 'libpg-query';
import type { CreateIndex, Guard } from '../../schema-change.ts';
import { guardBefore, NO_GUARD } from '../guard.ts';
import { NotFollowed } from '../not-followed.ts';
import type { StatementSource, TokenSpan } from '../statement-source.ts';
import { placeRelation, type Reading } from './reading.ts';

/**
 * Reads CREATE INDEX. IF NOT EXISTS without a name is a syntax error. An index lives in the schema of its table.
 * https://www.postgresql.org/docs/current/sql-createindex.html
 */
export function readCreateIndex(stmt: IndexStmt, reading: Reading): CreateIndex {
	const { source } = reading;
	const { object: table, index: tableAt, next } = placeRelation(stmt.relation, reading);
	const onAt = source.is(tableAt - 1, 'only') ? tableAt - 2 : tableAt - 1;
	let guard: Guard = NO_GUARD;
	let name: CreateIndex['index'];
	if (stmt.idxname !== undefined) {
		name = { ...source.name(onAt - 1), ...(table.schema !== undefined && { schema: table.schema }) };
		guard = guardBefore(source, onAt - 1, 'IF NOT EXISTS', stmt.if_not_exists);
	}
	const open = source.find('(', next);
	if (open === -1) throw new NotFollowed('the columns of an index');
	const spans = source.list(open + 1, source.closing(open));
	const elements = (stmt.indexParams ?? []).flatMap((node) => ('IndexElem' in node ? [node.IndexElem] : []));
	const whereAt = stmt.whereClause === undefined ? -1 : source.find('where', source.closing(open) + 1);
	return {
		type: 'create index',
		range: source.range,
		...(name && { index: name }),
		table,
		columns: elements.map((element, i) => readElement(element, spans[i], source)),
		unique: stmt.unique === true,
		concurrently: stmt.concurrent === true,
		...(whereAt !== -1 && { where: source.textOf(whereAt + 1, source.tokens.length) }),
		guard,
	};
}

function readElement(
	element: IndexElem,
	span: TokenSpan | undefined,
	source: StatementSource,
): CreateIndex['columns'][number] {
	if (span === undefined) throw new NotFollowed('a column of an index');
	const descending = element.ordering === 'SORTBY_DESC';
	if (element.name !== undefined) return { ...source.name(span.from), descending };
	const [from, to] = expressionIn(span, source);
	return { name: source.textOf(from, to), range: source.rangeOf(from, to), expression: true, descending };
}

/** An expression is in brackets, or a call of a function: what is behind is its collation, operator class and order. */
function expressionIn(span: TokenSpan, source: StatementSource): readonly [from: number, to: number] {
	if (source.is(span.from, '(')) return [span.from + 1, source.closing(span.from)];
	const open = source.find('(', span.from, span.to);
	return [span.from, open === -1 ? span.to : source.closing(open) + 1];
}
