/**
 * Tells whether a text that PostgreSQL does not parse may be meant for a template engine or for psql: it holds a
 * placeholder (`{{ … }}`, `{% … %}`, `${…}`, `<%= … %>`) or a variable of psql (`:name`, `:'name'`, `:"name"`).
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-VARIABLES
 */
export function looksLikeTemplate(text: string): boolean {
	return PLACEHOLDER.test(text) || PSQL_VARIABLE.test(text);
}

const PLACEHOLDER = /\{\{|\{%|\$\{|<%|\$%\w+%\$/;
/** Neither a cast (`::text`) nor a slice of an array (`[1:2]`, `[a:b]`) nor an assignment (`:=`). */
const PSQL_VARIABLE = /(?:^|[^:\w\]"'])(?<!\[[^\]]{0,80}):(?:[A-Za-z_]\w*|'\w+'|"\w+")/;
