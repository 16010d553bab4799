/** What a statement answered, values still in PostgreSQL's text format. */
export interface SessionResult {
	readonly columns: readonly { readonly name: string; readonly type: number }[];
	readonly rows: readonly (readonly (string | null)[])[];
	/** `SELECT`, `INSERT`, `COMMIT`, …: the first word of the command tag. */
	readonly command: string;
	readonly rowCount: number;
}

/** A session with a PostgreSQL server, whether over the network or in this process. */
export interface PostgresqlSession {
	/** Runs one statement in a message of its own, never several. Throws `DatabaseError`. */
	run(sql: string, parameters: readonly (string | null)[]): Promise<SessionResult>;
	/** Interrupts what runs, where there is a way. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}
