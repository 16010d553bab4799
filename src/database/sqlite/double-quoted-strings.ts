import { parseStmt, traverse } from 'sqlite3-parser';

/** Where a name stands that an expression can mean: columns of tables, views and common tables, and aliases. */
const DEFINES_NAME: ReadonlySet<string> = new Set(['ColumnDefinition', 'IndexedColumn', 'AsAs', 'ElidedAs']);

/**
 * Finds out whether a database holds strings in double quotes: names of no column, which SQLite takes for strings
 * unless it was built not to (https://www.sqlite.org/quirks.html#dblquote). Where in doubt it says so, since opening with the quirk
 * allowed is how SQLite and Python open every database.
 */
export function hasDoubleQuotedStrings(definitions: readonly string[]): boolean {
	const known = new Set<string>(['rowid', 'oid', '_rowid_']);
	const quoted = new Set<string>();
	for (const definition of definitions) {
		const parsed = parseStmt(definition);
		if (parsed.status !== 'ok') {
			if (definition.includes('"')) return true;
			continue;
		}
		traverse(parsed.root, {
			nodes: {
				Name: (node, parent) => {
					if (parent !== undefined && DEFINES_NAME.has(parent.type)) known.add(node.text.toLowerCase());
				},
				Id: (node, parent) => {
					const isFunction = parent !== undefined && 'name' in parent && parent.name === node;
					if (!isFunction && definition.startsWith('"', node.span.offset)) quoted.add(node.name.toLowerCase());
				},
			},
		});
	}
	return [...quoted].some((name) => !known.has(name));
}
