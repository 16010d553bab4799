import type { Entry } from '../ledger/entry.ts';
import type { MigrationStatus } from './migration-state.ts';

/** One database of an environment, as it was read. Plain data. */
export interface DatabaseStatus {
	readonly environment: string;
	/** Tells the databases of a glob apart; equals `environment` where there is one. */
	readonly name: string;
	readonly label: string;
	readonly dialect: 'sqlite' | 'postgresql';
	readonly protected: boolean;
	/**
	 * `ahead`: all files are applied, and newer migrations whose files are not here. `diverged`: files were edited after they were
	 * applied, or are gone from between the others, so that `up` refuses. `not initialised`: no migrations table. `unreadable`: see `error`.
	 */
	readonly state:
		| 'up to date'
		| 'behind'
		| 'ahead'
		| 'failed'
		| 'out of order'
		| 'diverged'
		| 'not initialised'
		| 'unreadable';
	/** The migrations table that was read. */
	readonly ledger?: string;
	readonly migrations: readonly MigrationStatus[];
	readonly entries: readonly Entry[];
	readonly error?: string;
	/** ISO 8601 in UTC. */
	readonly readAt: string;
}
