import type { LoadedMigration } from '../../run/loaded-migration.ts';
import type { DifferenceSubject } from '../../schema/difference.ts';
import { emptySchema, type Schema } from '../../schema/schema.ts';
import { type Attributed, attribute } from './attribute.ts';
import { placeOfChange, rangeIn } from './change-place.ts';
import { runOnShadow } from './run-on-shadow.ts';
import type { Shadow } from './shadow.ts';
import type { ShadowFailure } from './shadow-failure.ts';

/** One migration as it was replayed. */
export interface ReplayedStep {
	readonly migration: LoadedMigration;
	/** Empty where all of it ran. */
	readonly failures: readonly ShadowFailure[];
	/** False where it may have done in a real database what it could not do here. */
	readonly effectsKnown: boolean;
}

/** Replays migrations one after the other, and knows of everything in the schema which of them set it last. */
export class Replay {
	readonly shadow: Shadow;
	readonly steps: ReplayedStep[] = [];
	#now: Attributed = { read: emptySchema, schema: emptySchema };

	constructor(shadow: Shadow) {
		this.shadow = shadow;
	}

	/** After the last migration, with origins. */
	get schema(): Schema {
		return this.#now.schema;
	}

	async apply(migration: LoadedMigration): Promise<void> {
		const { connection, dialect } = this.shadow;
		const run = await runOnShadow(this.shadow, migration);
		this.steps.push({ migration, ...run });
		// What it wanted to make and found there is its doing as well: the last to claim a thing answers for it.
		const refused = run.failures.flatMap(({ statement }) => statement?.statement.changes ?? []);
		const claimed = (subject: DifferenceSubject) => refused.some((change) => rangeIn(change, subject) !== undefined);
		this.#now = attribute(
			this.#now,
			await connection.readSchema([]),
			(subject) => placeOfChange(migration, subject, dialect),
			refused.length === 0 ? undefined : claimed,
		);
	}
}
