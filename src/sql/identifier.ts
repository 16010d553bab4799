/** The schema that a name without one means, by either dialect. */
const DEFAULT_SCHEMAS = new Set(['public', 'main']);

/**
 * Returns the key under which a schema keeps an object: its folded name, with the schema in front unless that is the
 * default one. SQLite compares names without case, so its reader folds to lower case before it calls this.
 */
export function objectKey(object: { readonly schema?: string; readonly name: string }): string {
	return object.schema === undefined || DEFAULT_SCHEMAS.has(object.schema)
		? object.name
		: `${object.schema}.${object.name}`;
}
