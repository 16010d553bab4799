import { withOptions } from 'sqlite3-parser';

/** SQLite takes `1_000` for a number since 3.46: https://www.sqlite.org/lang_expr.html#literal_values_constants_ */
const parser = withOptions({ digitSeparator: '_' });

export const { parseStmt, tokenize, parserDefs, keywordDefs } = parser;
