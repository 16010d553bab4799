import { withOptions } from 'sqlite3-parser';

/** SQLite takes `1_000` for a number since 3.46: https://www.sqlite.org/lang_expr.html#literal_values_constants_ */
const parser = withOptions({ digitSeparator: '_' });

export const { parseStmt, tokenize, keywordDefs } = parser;

/** Of the grammar's tables only the names of its terminals: the others have types that a library cannot name. */
export const parserDefs: { readonly symbols: readonly string[] } = parser.parserDefs;
