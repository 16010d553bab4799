import type { Connection } from '../database/connection.ts';
import type { RunnerLock } from '../database/runner-lock.ts';
import type { Entry, EntryStatus } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { TransactionRules, Violations } from './transaction/transaction-rules.ts';

/** Somebody else wrote to the migrations table or changed the schema while a run went on. */
export class WorldChangedError extends Error {
	override readonly name = 'WorldChangedError';
}

/** What the database must look like when the next migration begins. */
export interface KnownWorld {
	readonly ledgerExists: boolean;
	readonly statuses: ReadonlyMap<string, EntryStatus>;
	readonly schemaMark: string | undefined;
}

export interface LedgerGuardOptions {
	readonly ledger: Ledger;
	readonly lock: RunnerLock;
	readonly rules: TransactionRules;
	/** What the plan found. */
	readonly entries: readonly Entry[];
	readonly schemaMark: string | undefined;
}

/**
 * Watches over the migrations table during one run: when a migration begins, table and schema must be as the plan found
 * them, plus what this run did itself. The runner's lock keeps other runners out; this finds everybody else.
 */
export class LedgerGuard {
	readonly ledger: Ledger;
	/** What the last look for faults found, as long as nobody else has written since. A migration that is rolled back ends the run. */
	violations: Violations | undefined;
	readonly #lock: RunnerLock;
	readonly #rules: TransactionRules;
	#known: KnownWorld;
	/** Equal as long as no other connection has committed anything; undefined where the database cannot tell. */
	#writersMark: string | undefined;

	constructor({ ledger, lock, rules, entries, schemaMark }: LedgerGuardOptions) {
		this.ledger = ledger;
		this.#lock = lock;
		this.#rules = rules;
		const statuses = new Map(entries.map(({ version, status }) => [version, status]));
		this.#known = { ledgerExists: ledger.exists, statuses, schemaMark };
	}

	/** True once the migrations table is there and committed. */
	get ledgerExists(): boolean {
		return this.#known.ledgerExists;
	}

	/**
	 * Takes the migrations table for the transaction that has just begun, makes it where it is missing, and throws
	 * `WorldChangedError` where the database is not as it was left.
	 */
	async open(connection: Connection): Promise<void> {
		await this.#checkLock();
		const writersMark = await this.#rules.writersMark(connection);
		const undisturbed = writersMark !== undefined && writersMark === this.#writersMark;
		if (!undisturbed) {
			this.violations = undefined;
			await this.#checkSchema(connection);
		}
		if (!this.#known.ledgerExists) await this.ledger.create(connection);
		await this.#rules.lockLedger(connection, this.ledger);
		if (!undisturbed) await this.#checkEntries(connection);
		this.#writersMark = writersMark;
	}

	/**
	 * Returns what the open transaction leaves behind, where it writes this status for a version, or takes its entry back.
	 * It holds once that was committed: see `become`.
	 */
	async after(connection: Connection, version: string, status: EntryStatus | undefined): Promise<KnownWorld> {
		const statuses = new Map(this.#known.statuses);
		if (status === undefined) statuses.delete(version);
		else statuses.set(version, status);
		return { ledgerExists: true, statuses, schemaMark: await this.#rules.schemaMark(connection) };
	}

	become(known: KnownWorld): void {
		this.#known = known;
	}

	/**
	 * To be called after a statement outside a transaction, which may change by itself the schema's mark and the numbers of
	 * rows (VACUUM does both).
	 */
	async learnSchema(connection: Connection): Promise<void> {
		this.violations = undefined;
		this.#known = { ...this.#known, schemaMark: await this.#rules.schemaMark(connection) };
	}

	/** Behind a pooler that hands out connections by transaction, the lock may be on another session by now. */
	async #checkLock(): Promise<void> {
		if (await this.#lock.held()) return;
		throw new WorldChangedError(
			'The lock that keeps other runs away was lost. A connection pooler in transaction mode does that: connect to the server itself, or through a pooler in session mode.',
		);
	}

	async #checkSchema(connection: Connection): Promise<void> {
		if ((await this.#rules.schemaMark(connection)) === this.#known.schemaMark) return;
		throw new WorldChangedError(
			'The schema was changed by somebody else while this run went on. Run again to go on from there.',
		);
	}

	async #checkEntries(connection: Connection): Promise<void> {
		const now = new Map((await this.ledger.read(connection)).map(({ version, status }) => [version, status]));
		const was = this.#known.statuses;
		const version = [...was.keys(), ...now.keys()].find((key) => was.get(key) !== now.get(key));
		if (version === undefined) return;
		throw new WorldChangedError(
			`${this.ledger.table} was changed by somebody else while this run went on: ${version} was ${was.get(version) ?? 'not recorded'}, and is ${now.get(version) ?? 'not recorded'} now. Run again to go on from there.`,
		);
	}
}
