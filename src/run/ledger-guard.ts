import type { Connection } from '../database/connection.ts';
import type { RunnerLock } from '../database/lock.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { TransactionRules } from './transaction/transaction-rules.ts';

/** Somebody else wrote to the migrations table or changed the schema while a run went on. */
export class WorldChangedError extends Error {
	override readonly name = 'WorldChangedError';
}

/** What the database must look like when the next migration begins. */
export interface KnownWorld {
	readonly ledgerExists: boolean;
	readonly statuses: ReadonlyMap<string, string>;
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
	readonly #lock: RunnerLock;
	readonly #rules: TransactionRules;
	#known: KnownWorld;

	constructor({ ledger, lock, rules, entries, schemaMark }: LedgerGuardOptions) {
		this.ledger = ledger;
		this.#lock = lock;
		this.#rules = rules;
		this.#known = { ledgerExists: ledger.exists, statuses: statusesOf(entries), schemaMark };
	}

	/** True once the migrations table is there and committed. */
	get ledgerExists(): boolean {
		return this.#known.ledgerExists;
	}

	/**
	 * Takes the migrations table for the transaction that has just begun, makes it where it is missing, and throws
	 * `WorldChangedError` where the database is not as it was left.
	 */
	async open(connection: Connection, { schema } = { schema: true }): Promise<void> {
		await this.#checkLock();
		if (schema) await this.#checkSchema(connection);
		if (!this.#known.ledgerExists) await this.ledger.create(connection);
		await this.#rules.lockLedger(connection, this.ledger);
		const now = statusesOf(await this.ledger.read(connection));
		const was = this.#known.statuses;
		const version = [...was.keys(), ...now.keys()].find((key) => was.get(key) !== now.get(key));
		if (version === undefined) return;
		throw new WorldChangedError(
			`${this.ledger.table} was changed by somebody else while this run went on: ${version} was ${was.get(version) ?? 'not recorded'}, and is ${now.get(version) ?? 'not recorded'} now. Run again to go on from there.`,
		);
	}

	/** Returns what the open transaction leaves behind. It holds once that was committed: see `become`. */
	async learn(connection: Connection): Promise<KnownWorld> {
		return {
			ledgerExists: true,
			statuses: statusesOf(await this.ledger.read(connection)),
			schemaMark: await this.#rules.schemaMark(connection),
		};
	}

	become(known: KnownWorld): void {
		this.#known = known;
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
}

function statusesOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
	return new Map(entries.map(({ version, status }) => [version, status]));
}
