/**
 * A statement parses, but reading does not follow what it does. Becomes an `unknown` schema change at the edge of the
 * dialect, and goes no further.
 */
export class NotFollowed extends Error {
	/** What was not found, for people who look for the fault in the reader. */
	constructor(what: string) {
		super(`${what} is not where the grammar of PostgreSQL has it`);
		this.name = 'NotFollowed';
	}
}
