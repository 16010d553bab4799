/** What a migration is in one database. */
export type MigrationState =
	| 'applied'
	| 'pending'
	| 'failed'
	| 'skipped'
	| 'edited'
	| 'out of order'
	| 'missing file'
	| 'reverted';

/** A migration in one database, for every face to show alike. Plain data. */
export interface MigrationStatus {
	readonly version: string;
	readonly name: string;
	readonly state: MigrationState;
	/** Absent for entries whose file is gone. */
	readonly uri?: string;
	/** False for migrations without a usable downgrade. */
	readonly revertible: boolean;
	readonly appliedAt?: string;
	/** Said where the state is not plain: `applied after 004`. */
	readonly note?: string;
}
