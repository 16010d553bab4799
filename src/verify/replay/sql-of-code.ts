import type { Script } from '../../migration/migration.ts';
import type { ScriptStatement } from '../../run/plan/sql-script.ts';
import type { Dialect } from '../../sql/dialect.ts';

/** Returns the SQL that a code script sends, or undefined where reading it does not tell all that runs. */
export function sqlOfCode(script: Script, dialect: Dialect): readonly ScriptStatement[] | undefined {
	const readable = script.fragments.every((fragment) => !fragment.conditional && fragment.holes.length === 0);
	if (script.language === 'sql' || script.opaque || !readable) return undefined;
	const statements = script.fragments.flatMap((fragment) =>
		dialect.read(fragment.text).map((statement): ScriptStatement => {
			return { sql: statement.text, statement, range: fragment.toHost(statement.range) };
		}),
	);
	return statements.every(({ statement }) => statement.syntaxError === undefined) ? statements : undefined;
}
