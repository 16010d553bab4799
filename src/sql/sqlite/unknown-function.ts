import type { Select } from 'sqlite3-parser';
import { foldName } from './identifiers.ts';
import { walkTree } from './walk-tree.ts';

/**
 * Returns a function that a SELECT without FROM calls and that SQLite does not bring along, or undefined. Such a SELECT
 * is made for what the function does: `SELECT AddGeometryColumn(…)` alters a table.
 */
export function callsUnknownFunction(select: Select): string | undefined {
	if (select.select.type !== 'SelectFrom' || select.select.from !== undefined) return undefined;
	let unknown: string | undefined;
	walkTree(select, (node) => {
		if (node.type === 'FunctionCallExpr' || node.type === 'FunctionCallStarExpr') {
			const name = foldName(node.name.name);
			if (!BUILT_IN.has(name) && !BUILT_IN_FAMILY.test(name)) unknown ??= node.name.name;
		}
		return unknown === undefined;
	});
	return unknown;
}

const BUILT_IN_FAMILY = /^(?:jsonb?|fts[345]|rtree|geopoly|sqlite|percentile)_?/;

/** As `PRAGMA function_list` of SQLite 3.54 names them, and those of optional extensions in SQLite's own source. */
const BUILT_IN: ReadonlySet<string> = new Set(
	`abs acos acosh asin asinh atan atan2 atanh avg base64 base85 bm25 ceil ceiling changes char coalesce concat
	concat_ws cos cosh count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank
	exp first_value floor format glob group_concat hex highlight if ifnull iif instr julianday lag last_insert_rowid
	last_value lead length like likelihood likely ln log log10 log2 lower ltrim match matchinfo max median min mod
	nth_value ntile nullif octet_length offsets optimize percent_rank pi pow power printf quote radians random
	randomblob rank regexp replace round row_number rtrim sha1 sha3 sha3_query sign sin sinh snippet soundex sqrt
	strftime string_agg substr substring subtype sum tan tanh time timediff total total_changes trim trunc typeof
	unhex unicode unistr unistr_quote unixepoch unlikely upper uuid uuid_str uuid_blob zeroblob`.split(/\s+/),
);
