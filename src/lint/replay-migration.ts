import type { MigrationFile, MigrationText, Script } from '../migration/migration.ts';
import type { SqlFragment } from '../migration/sql-fragment.ts';
import { applyChange } from '../schema/apply-change.ts';
import { applyStatement } from '../schema/apply-statement.ts';
import type { Origin, Schema } from '../schema/schema.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { Statement } from '../sql/statement.ts';
import type { TextRange } from '../sql/text-range.ts';
import type { StatementFact } from './rule.ts';

/** What static replay knows after one migration. */
export interface ReplayedMigration {
	readonly statements: readonly StatementFact[];
	/** After the upgrade: what the next migration meets. */
	readonly after: Schema;
}

/**
 * Replays one migration on the schema that it meets. What cannot be followed (code, placeholders, SQL that does not
 * parse) makes what it may have touched uncertain.
 */
export function replayMigration(
	file: MigrationFile,
	text: MigrationText,
	dialect: Dialect,
	before: Schema,
): ReplayedMigration {
	const upgrade = replayScript(file, text.upgrade, 'upgrade', dialect, before);
	const downgrade = replayScript(file, text.downgrade, 'downgrade', dialect, upgrade.after);
	return { statements: [...upgrade.statements, ...downgrade.statements], after: upgrade.after };
}

function replayScript(
	file: MigrationFile,
	script: Script | undefined,
	direction: 'upgrade' | 'downgrade',
	dialect: Dialect,
	before: Schema,
): ReplayedMigration {
	if (script === undefined) return { statements: [], after: before };
	const statements: StatementFact[] = [];
	let schema = before;
	for (const fragment of script.fragments) {
		for (const statement of dialect.read(fragment.text)) {
			if (touchesHole(statement, fragment)) {
				schema = applyChange(schema, notFollowed(statement, 'a placeholder'), undefined, dialect);
				continue;
			}
			const toDocument = (range: TextRange) => fragment.toHost(range);
			// What the code may pass over is never said to fail; what it may have touched is not known from here on.
			if (!fragment.conditional || statement.syntaxError !== undefined) {
				statements.push({ statement, fragment, script, direction, before: schema, toDocument });
			}
			if (isBrokenDefinition(statement)) {
				schema = applyChange(schema, notFollowed(statement, 'a statement that does not parse'), undefined, dialect);
			}
			schema = applyStatement(schema, statement, dialect, (range) => originOf(file, script, toDocument(range)));
			if (fragment.conditional) schema = blur(schema, statement, dialect);
		}
	}
	if (script.opaque) {
		const change = { type: 'unknown', range: script.range, what: 'code that reading cannot follow' } as const;
		schema = applyChange(schema, change, undefined, dialect);
	}
	return { statements, after: schema };
}

/** A reader that can tell what a broken statement was about says so in its changes; else it may have defined anything. */
function isBrokenDefinition({ syntaxError, changes, text }: Statement): boolean {
	if (syntaxError === undefined || changes.length > 0) return false;
	return !/^(?:select|insert|update|delete|merge|values|with)\b/i.test(text);
}

/** Makes uncertain what a statement changes. */
function blur(schema: Schema, statement: Statement, dialect: Dialect): Schema {
	const { changes, range } = statement;
	if (changes.length === 0) return schema;
	const tables = changes.flatMap((change) => ('table' in change && change.table !== undefined ? [change.table] : []));
	const known = tables.length === changes.length;
	const change = { type: 'unknown', range, what: 'a condition in code', ...(known && { tables }) } as const;
	return applyChange(schema, change, undefined, dialect);
}

function notFollowed(statement: Statement, what: string) {
	return { type: 'unknown', range: statement.range, what } as const;
}

function originOf(file: MigrationFile, script: Script, range: TextRange): Origin {
	return { version: file.version, uri: script.uri, start: range.start, end: range.end };
}

function touchesHole(statement: Statement, fragment: SqlFragment): boolean {
	return fragment.holes.some((hole) => hole.start < statement.range.end && hole.end > statement.range.start);
}
