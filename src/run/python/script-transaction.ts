import type { Connection } from '../../database/connection.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Statement } from '../../sql/statement.ts';
import { isRollbackToSavepoint, savepointName } from '../plan/rollback-to.ts';

/** The savepoint that stands for the transaction that a script believes to be its own. */
const SAVEPOINT = 'plumbline_script';

/**
 * The transaction as a script sees it, inside the one of its migration: BEGIN opens a savepoint, COMMIT releases it, ROLLBACK
 * goes back to it. So a script may commit as it likes, and yet everything it did stands or falls with its entry.
 */
export class ScriptTransaction {
	readonly #connection: Connection;
	#open = false;
	/** The script's own savepoints, outermost first. */
	#savepoints: string[] = [];
	/** SQLite: a SAVEPOINT outside a transaction begins one, which the RELEASE of that savepoint ends. */
	#openedBySavepoint = false;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	/** True where the script would find itself inside a transaction. */
	get open(): boolean {
		return this.#open;
	}

	async begin(): Promise<void> {
		await this.#connection.query(`SAVEPOINT ${SAVEPOINT}`);
		this.#open = true;
	}

	async commit(): Promise<void> {
		if (this.#open) await this.#connection.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
		this.#ended();
	}

	async rollback(): Promise<void> {
		if (this.#open) {
			await this.#connection.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
			await this.#connection.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
		}
		this.#ended();
	}

	/**
	 * Carries out a statement that begins, ends or divides a transaction, in SQLite's words where there is none to
	 * end. Returns false for every other statement, which the caller runs.
	 */
	async control(statement: Statement): Promise<boolean> {
		switch (statement.transaction) {
			case 'begin':
				if (this.#open) throw refused('cannot start a transaction within a transaction');
				await this.begin();
				return true;
			case 'commit':
				if (!this.#open) throw refused('cannot commit - no transaction is active');
				await this.commit();
				return true;
			case 'rollback':
				return this.#rollbackStatement(statement);
			case 'savepoint':
				await this.#savepoint(statement);
				return true;
			case 'release':
				await this.#release(statement);
				return true;
			default:
				return false;
		}
	}

	async #rollbackStatement(statement: Statement): Promise<boolean> {
		if (isRollbackToSavepoint(statement)) {
			await this.#connection.query(statement.text);
			this.#savepoints = this.#savepoints.slice(0, this.#place(statement) + 1);
			return true;
		}
		if (!this.#open) throw refused('cannot rollback - no transaction is active');
		await this.rollback();
		return true;
	}

	async #savepoint(statement: Statement): Promise<void> {
		if (!this.#open) {
			await this.begin();
			this.#openedBySavepoint = true;
		}
		await this.#connection.query(statement.text);
		this.#savepoints.push(savepointName(statement).toLowerCase());
	}

	async #release(statement: Statement): Promise<void> {
		await this.#connection.query(statement.text);
		this.#savepoints = this.#savepoints.slice(0, Math.max(this.#place(statement), 0));
		if (this.#openedBySavepoint && this.#savepoints.length === 0) await this.commit();
	}

	#place(statement: Statement): number {
		return this.#savepoints.lastIndexOf(savepointName(statement).toLowerCase());
	}

	#ended(): void {
		this.#open = false;
		this.#savepoints = [];
		this.#openedBySavepoint = false;
	}
}

function refused(message: string): DatabaseError {
	return new DatabaseError(message, { code: 'SQLITE_ERROR' });
}
