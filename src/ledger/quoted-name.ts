/** Returns a name as an SQL identifier. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** Splits `app.schema_versions` or `"App"."Versions"` into its parts, without quotes. */
export function splitName(written: string): readonly string[] {
	return [...written.matchAll(/"((?:[^"]|"")*)"|[^."]+/g)].map(([part, quoted]) =>
		quoted === undefined ? part.trim() : quoted.replaceAll('""', '"'),
	);
}
