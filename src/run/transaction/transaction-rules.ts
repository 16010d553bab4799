import type { Connection } from '../../database/connection.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { SqlScript } from '../plan/sql-script.ts';

/** What a script needs of the connection before its transaction begins. */
export type ScriptSettings = Pick<SqlScript, 'enforceForeignKeys'>;

/** Something that must not be in the database and was found there. */
export interface Violation {
	/** Equal for the same violation before and after. */
	readonly key: string;
	/** One sentence for people. */
	readonly message: string;
}

/** What was wrong with a database before a migration, so that only new faults stop it. */
export interface Violations {
	/** Faults in things that the migration leaves as they are: compared one by one. */
	readonly byTable: ReadonlyMap<string, { readonly shape: string; readonly violations: readonly Violation[] }>;
}

/** Where databases differ in how a migration's transaction is begun, guarded and checked. */
export interface TransactionRules {
	/** Sets what cannot be set inside a transaction, and begins one that may write. */
	begin(connection: Connection, settings: ScriptSettings): Promise<void>;
	/** The first thing in a transaction: keeps everybody else from writing the migrations table until it ends. */
	lockLedger(connection: Connection, ledger: Ledger): Promise<void>;
	/** A value that changes when somebody changes the schema without the runner's lock; undefined where there is none. */
	schemaMark(connection: Connection): Promise<string | undefined>;
	/** A value that stays the same until another connection commits something; undefined where the database cannot tell. */
	writersMark(connection: Connection): Promise<string | undefined>;
	violations(connection: Connection): Promise<Violations>;
	/**
	 * Does the work of a script, and puts back what rebuilding a table loses though nobody meant it to: the counter of an
	 * AUTOINCREMENT.
	 */
	keepingCounters<T>(connection: Connection, work: () => Promise<T>): Promise<T>;
	/** Makes the database check now what it would otherwise check at COMMIT. */
	checkDeferred(connection: Connection): Promise<void>;
	/** Around a statement that runs outside a transaction. */
	beforeLoneStatement(connection: Connection): Promise<void>;
	afterLoneStatement(connection: Connection): Promise<void>;
	/** Gives the connection back the rights and settings that the ledger is written with. */
	beforeEntry(connection: Connection): Promise<void>;
	/** Puts back, between migrations, what a script may have set on the session. */
	reset(connection: Connection): Promise<void>;
	/** A mark of the running transaction, to ask later whether it was committed; undefined where nobody could answer. */
	transactionMark(connection: Connection): Promise<string | undefined>;
	/** Says, on a new connection, whether the transaction with this mark was committed. */
	wasCommitted(connection: Connection, mark: string): Promise<boolean | undefined>;
}

/** Returns what is wrong after a migration and was not before. */
export function newViolations(before: Violations, after: Violations): readonly Violation[] {
	const changed: Violation[] = [];
	const fresh: Violation[] = [];
	for (const [table, now] of after.byTable) {
		const was = before.byTable.get(table);
		if (was === undefined || was.shape !== now.shape) changed.push(...now.violations);
		else fresh.push(...withoutKnown(now.violations, was.violations));
	}
	// A table that was rebuilt or renamed numbers its rows anew: there only the count can be compared.
	let known = 0;
	for (const [table, was] of before.byTable) {
		if (after.byTable.get(table)?.shape !== was.shape) known += was.violations.length;
	}
	return changed.length > known ? [...fresh, ...changed] : fresh;
}

function withoutKnown(now: readonly Violation[], was: readonly Violation[]): readonly Violation[] {
	const left = new Map<string, number>();
	for (const { key } of was) left.set(key, (left.get(key) ?? 0) + 1);
	return now.filter(({ key }) => {
		const known = left.get(key) ?? 0;
		left.set(key, known - 1);
		return known <= 0;
	});
}
