import type { Script } from '../../migration/migration.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Statement } from '../../sql/statement.ts';
import type { TextRange } from '../../sql/text-range.ts';
import { readForeignKeysPragma } from './foreign-keys-pragma.ts';
import { isRollbackToSavepoint } from './rollback-to.ts';

/** A statement of a script, with its place in the document. */
export interface ScriptStatement {
	readonly sql: string;
	readonly statement: Statement;
	/** In the document that `Script.uri` names. */
	readonly range: TextRange;
}

/** An SQL script as it is run. */
export interface SqlScript {
	/** What is sent to the database, in order, one message each. */
	readonly statements: readonly ScriptStatement[];
	/** SQLite: whether foreign keys are enforced while it runs. */
	readonly enforceForeignKeys: boolean;
	/** What is left out because the run does it itself, one sentence each. */
	readonly notes: readonly string[];
	/** The first statement that the database refuses inside a transaction. */
	readonly notTransactional?: ScriptStatement;
	/** A transaction of the script's own that cannot be kept whole: why, and where. */
	readonly refusal?: { readonly message: string; readonly range: TextRange };
}

/**
 * Splits an SQL script into what is sent to the database. BEGIN and COMMIT around it are left out, for it runs in the
 * transaction that also holds its entry; `PRAGMA foreign_keys` too, which SQLite ignores inside a transaction
 * (https://sqlite.org/pragma.html#pragma_foreign_keys): the run sets it before BEGIN.
 */
export function readSqlScript(script: Pick<Script, 'fragments'>, dialect: Dialect): SqlScript {
	const all = script.fragments.flatMap((fragment) =>
		dialect.read(fragment.text).map(
			(statement): ScriptStatement => ({
				sql: statement.text,
				statement,
				range: fragment.toHost(statement.range),
			}),
		),
	);
	const statements: ScriptStatement[] = [];
	const notes = new Set<string>();
	let enforceForeignKeys = false;
	let committed: ScriptStatement | undefined;
	for (const item of all) {
		const pragma = dialect.name === 'sqlite' ? readForeignKeysPragma(item.statement) : undefined;
		if (pragma !== undefined) {
			// What counts is how the script begins: a last `= ON` only means to put things back.
			if (pragma && statements.length === 0) enforceForeignKeys = true;
			notes.add(foreignKeysNote);
			continue;
		}
		const { transaction } = item.statement;
		if (transaction === 'begin' || transaction === 'commit') {
			if (transaction === 'commit') committed = item;
			notes.add(ownTransactionNote);
			continue;
		}
		if (committed !== undefined) {
			return {
				statements,
				enforceForeignKeys,
				notes: [...notes],
				refusal: { message: commitInTheMiddle, range: committed.range },
			};
		}
		if (transaction === 'rollback' && !isRollbackToSavepoint(item.statement)) {
			return {
				statements,
				enforceForeignKeys,
				notes: [...notes],
				refusal: { message: ownRollback, range: item.range },
			};
		}
		statements.push(item);
	}
	const notTransactional = statements.find(({ statement }) => !statement.transactional);
	return { statements, enforceForeignKeys, notes: [...notes], ...(notTransactional && { notTransactional }) };
}

const ownTransactionNote =
	'Its own BEGIN and COMMIT are left out: it runs in one transaction together with its entry in the migrations table.';
const foreignKeysNote =
	'Its PRAGMA foreign_keys is left out: SQLite ignores it inside a transaction, so it is set before the transaction begins.';
const commitInTheMiddle =
	'commits in the middle, so a failure further down could not be undone. Split the file at this COMMIT into two migrations, or remove the COMMIT.';
const ownRollback =
	'rolls its own transaction back, which would also take back its entry in the migrations table. Remove the ROLLBACK.';
