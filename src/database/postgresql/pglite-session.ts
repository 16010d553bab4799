import type { PGlite, types } from '@electric-sql/pglite';
import { toStatementError } from './postgresql-error.ts';
import type { PostgresqlSession, SessionResult } from './postgresql-session.ts';

type AsText = Record<number, (value: string) => string>;

const same = (value: string) => value;

/** The session with a PostgreSQL in this process. There is only one of each. */
export class PgliteSession implements PostgresqlSession {
	readonly #database: PGlite;
	readonly #label: string;
	/** Values pass as the text that PostgreSQL reads and writes: one answer for every type that PGlite knows better. */
	readonly #asText: AsText;

	/** `knownTypes` are those that PGlite converts by itself: the export `types` of its module. */
	constructor(database: PGlite, knownTypes: typeof types, label: string) {
		this.#database = database;
		this.#label = label;
		const known = { ...knownTypes.parsers, ...knownTypes.serializers, ...database.parsers, ...database.serializers };
		this.#asText = Object.fromEntries(Object.keys(known).map((type) => [type, same]));
	}

	async run(sql: string, parameters: readonly (string | null)[]): Promise<SessionResult> {
		try {
			const result = await this.#database.query<(string | null)[]>(sql, [...parameters], {
				rowMode: 'array',
				parsers: this.#asText,
				serializers: this.#asText,
			});
			return {
				columns: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
				rows: result.rows,
				command: result.command ?? '',
				rowCount: result.rowCount ?? 0,
			};
		} catch (error) {
			throw toStatementError(error, sql, this.#label);
		}
	}

	/** A statement runs to its end before anything else gets a turn. */
	async cancel(): Promise<void> {
		await Promise.resolve();
	}

	async close(): Promise<void> {
		if (!this.#database.closed) await this.#database.close();
	}
}
