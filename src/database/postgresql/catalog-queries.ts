/**
 * What is read of PostgreSQL's catalogs (https://www.postgresql.org/docs/current/catalogs.html), 13 to 18. Lists come as
 * JSON text. They are run with `search_path` set to `public`, so that names in other schemas are written in full and
 * names in `public` are not, whatever the user's own setting is.
 */

/** Not the system's schemas, temporary ones among them. */
const OWN_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/** Things that an extension brought are told by the extension. */
function notOfExtension(catalog: string, oid: string): string {
	return `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}

/** Names of the columns with the numbers in an `int2vector` or an array, in its order. */
function columnNames(table: string, numbers: string): string {
	return `(SELECT json_agg(ca.attname ORDER BY k.place) FROM unnest(${numbers}) WITH ORDINALITY k (number, place)
		JOIN pg_attribute ca ON ca.attrelid = ${table} AND ca.attnum = k.number)::text`;
}

export const TABLES = `
SELECT n.nspname, c.relname, c.relpersistence = 'u', pg_get_partkeydef(c.oid), c.relrowsecurity, c.relforcerowsecurity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f') AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
ORDER BY n.nspname, c.relname`;

export const COLUMNS = `
SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
	pg_get_expr(d.adbin, d.adrelid),
	CASE WHEN a.attcollation <> t.typcollation THEN l.collname END
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND ${OWN_SCHEMA}
ORDER BY n.nspname, c.relname, a.attnum`;

/** NOT NULL is a row here since 18 (contype n), and a property of the column in every version: only that is taken. */
export const CONSTRAINTS = `
SELECT n.nspname, c.relname, o.conname, o.contype, o.convalidated, ${columnNames('o.conrelid', 'o.conkey')},
	fn.nspname, f.relname, ${columnNames('o.confrelid', 'o.confkey')}, o.confdeltype, o.confupdtype,
	CASE o.contype WHEN 'c' THEN pg_get_expr(o.conbin, o.conrelid) WHEN 'x' THEN pg_get_constraintdef(o.oid) END
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class f ON f.oid = o.confrelid
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE o.contype IN ('p', 'u', 'f', 'c', 'x') AND ${OWN_SCHEMA}
ORDER BY n.nspname, c.relname, o.conname`;

/** Without those that a constraint owns. Bit 1 of an index option is DESC. */
export const INDEXES = `
SELECT n.nspname, x.relname, c.relname, i.indisunique, i.indisvalid, pg_get_expr(i.indpred, i.indrelid),
	(SELECT json_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, k, true)) ORDER BY k)
		FROM generate_series(1, i.indnkeyatts::int) k
		LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND a.attnum <> 0)::text,
	(SELECT json_agg((i.indoption[k - 1] & 1) = 1 ORDER BY k) FROM generate_series(1, i.indnkeyatts::int) k)::text
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = x.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND i.indislive AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
	AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
ORDER BY n.nspname, x.relname`;

/**
 * Everything that is known by name and definition: kind, schema, name, schema and name of the table it stands on, and
 * the statement that makes it.
 */
export const OBJECTS: readonly string[] = [
	`SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END, n.nspname, c.relname, NULL, NULL,
		format('CREATE %s %s AS %s', CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, c.oid::regclass,
			pg_get_viewdef(c.oid, true))
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('v', 'm') AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
	ORDER BY n.nspname, c.relname`,

	`SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, p.proname, NULL, NULL,
		CASE p.prokind WHEN 'a' THEN format('CREATE AGGREGATE %s (SFUNC = %s, STYPE = %s)', p.oid::regprocedure,
			g.aggtransfn, g.aggtranstype::regtype) ELSE pg_get_functiondef(p.oid) END
	FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
	LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
	WHERE ${OWN_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')}
	ORDER BY n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,

	`SELECT 'trigger', NULL, t.tgname, n.nspname, c.relname,
		pg_get_triggerdef(t.oid, true) || CASE t.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
			WHEN 'R' THEN ' (on replicas)' ELSE ' (always)' END
	FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE NOT t.tgisinternal AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
	ORDER BY n.nspname, c.relname, t.tgname`,

	`SELECT 'policy', NULL, p.polname, n.nspname, c.relname,
		format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, c.oid::regclass,
			CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
			CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
				ELSE 'ALL' END,
			(SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
				FROM unnest(p.polroles) role))
			|| coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
			|| coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
	FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
	ORDER BY n.nspname, c.relname, p.polname`,

	`SELECT 'rule', NULL, r.rulename, n.nspname, c.relname, pg_get_ruledef(r.oid, true)
	FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE r.rulename <> '_RETURN' AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
	ORDER BY n.nspname, c.relname, r.rulename`,

	// The sequence of an identity column (deptype i) is a part of that column; that of a serial (a) goes with its table.
	`SELECT 'sequence', n.nspname, c.relname, tn.nspname, t.relname,
		format('CREATE SEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', c.oid::regclass,
			s.seqtypid::regtype, s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
			CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
	FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
		AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
	LEFT JOIN pg_class t ON t.oid = d.refobjid
	LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
	WHERE ${OWN_SCHEMA} AND d.deptype IS DISTINCT FROM 'i' AND ${notOfExtension('pg_class', 'c.oid')}
	ORDER BY n.nspname, c.relname`,

	`SELECT 'type', n.nspname, t.typname, NULL, NULL,
		CASE t.typtype
			WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype,
				(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
					FROM pg_enum e WHERE e.enumtypid = t.oid))
			WHEN 'c' THEN format('CREATE TYPE %s AS (%s)', t.oid::regtype,
				(SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
					FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
			WHEN 'r' THEN format('CREATE TYPE %s AS RANGE (SUBTYPE = %s)', t.oid::regtype,
				(SELECT r.rngsubtype::regtype FROM pg_range r WHERE r.rngtypid = t.oid))
			ELSE format('CREATE TYPE %s', t.oid::regtype) END
	FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
	LEFT JOIN pg_class c ON c.oid = t.typrelid
	WHERE (t.typtype IN ('e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c') OR (t.typtype = 'b' AND t.typelem = 0))
		AND ${OWN_SCHEMA} AND ${notOfExtension('pg_type', 't.oid')}
	ORDER BY n.nspname, t.typname`,

	`SELECT 'domain', n.nspname, t.typname, NULL, NULL,
		format('CREATE DOMAIN %s AS %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod))
			|| coalesce(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
			|| coalesce((SELECT string_agg(format(' CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)), ''
				ORDER BY o.conname) FROM pg_constraint o WHERE o.contypid = t.oid AND o.contype = 'c'), '')
	FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE t.typtype = 'd' AND ${OWN_SCHEMA} AND ${notOfExtension('pg_type', 't.oid')}
	ORDER BY n.nspname, t.typname`,

	`SELECT 'schema', NULL, n.nspname, NULL, NULL, format('CREATE SCHEMA %I', n.nspname)
	FROM pg_namespace n
	WHERE ${OWN_SCHEMA} AND n.nspname <> 'public' AND ${notOfExtension('pg_namespace', 'n.oid')}
	ORDER BY n.nspname`,

	`SELECT 'extension', NULL, x.extname, NULL, NULL, format('CREATE EXTENSION %I WITH SCHEMA %I', x.extname, n.nspname)
	FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
	WHERE x.extname <> 'plpgsql'
	ORDER BY x.extname`,
];
