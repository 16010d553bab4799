/** The schema that a name without one means, by either dialect. */
const DEFAULT_SCHEMAS = new Set(['public', 'main']);

/**
 * Returns the key under which a schema keeps an object: its folded name, with the schema in front unless that is the
 * default one. A name that itself has a dot or a quotation mark stands in quotation marks, so that no two names share a
 * key. SQLite compares names without case, so its reader folds to lower case before it calls this.
 */
export function objectKey(object: { readonly schema?: string; readonly name: string }): string {
	const { schema, name } = object;
	return schema === undefined || DEFAULT_SCHEMAS.has(schema) ? keyPart(name) : `${keyPart(schema)}.${keyPart(name)}`;
}

function keyPart(name: string): string {
	return /[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
