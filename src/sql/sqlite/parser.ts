import { withOptions } from 'sqlite3-parser';

/** SQLite takes `1_000` for a number since 3.46: https://www.sqlite.org/lang_expr.html#literal_values_constants_ */
const parser = withOptions({ digitSeparator: '_' });

export const { parseStmt, tokenize, keywordDefs } = parser;

/** What is used of the grammar's tables: the whole of them has types that our own types could not name. */
export const parserDefs: {
	readonly symbols: readonly string[];
	readonly tables: { readonly yyFallback?: readonly number[] };
} = parser.parserDefs;
