import type pg from 'pg';
import { toStatementError } from './postgresql-error.ts';
import type { PostgresqlSession, SessionResult } from './postgresql-session.ts';

/** A session over the network, by `pg`. */
export class PgSession implements PostgresqlSession {
	readonly #client: pg.Client;
	readonly #label: string;
	readonly #connectAgain: () => Promise<PgSession>;
	/** Why the connection broke while nobody was asking anything. */
	#lost: Error | undefined;

	constructor(client: pg.Client, label: string, connectAgain: () => Promise<PgSession>) {
		this.#client = client;
		this.#label = label;
		this.#connectAgain = connectAgain;
		client.on('error', (error) => {
			this.#lost ??= error;
		});
	}

	async run(sql: string, parameters: readonly (string | null)[]): Promise<SessionResult> {
		if (this.#lost !== undefined) throw toStatementError(this.#lost, sql, this.#label);
		// The simple protocol would take several statements, and run them in one transaction that nobody asked for.
		const query: pg.QueryArrayConfig & { readonly queryMode: 'extended' } = {
			text: sql,
			values: [...parameters],
			rowMode: 'array',
			queryMode: 'extended',
			types: { getTypeParser: () => (value: string) => value },
		};
		try {
			const result = await this.#client.query<(string | null)[]>(query);
			return {
				columns: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
				rows: result.rows,
				command: result.command ?? '',
				rowCount: result.rowCount ?? 0,
			};
		} catch (error) {
			throw toStatementError(this.#lost ?? error, sql, this.#label);
		}
	}

	/** Asks the server, over a second connection, to stop what this one is doing. */
	async cancel(): Promise<void> {
		const { processID } = this.#client as pg.Client & { readonly processID?: number | null };
		if (processID === undefined || processID === null) return;
		const other = await this.#connectAgain();
		try {
			await other.run('SELECT pg_cancel_backend($1)', [String(processID)]);
		} finally {
			await other.close();
		}
	}

	async close(): Promise<void> {
		await this.#client.end();
	}
}
