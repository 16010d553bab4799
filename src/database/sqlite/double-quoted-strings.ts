import { parseStmt, traverse } from 'sqlite3-parser';

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
				// Every name that is written where only a name can stand: columns, aliases, tables.
				Name: (node) => {
					known.add(node.text.toLowerCase());
				},
				Id: (node) => {
					const name = node.name.toLowerCase();
					if (definition.startsWith('"', node.span.offset)) quoted.add(name);
				},
			},
		});
	}
	return [...quoted].some((name) => !known.has(name));
}
