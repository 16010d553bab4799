import type { Connection } from '../database/connection.ts';
import type { DescribedLedger } from '../ledger/ledger.ts';
import { compareWithLedger } from '../run/ledger-comparison.ts';
import type { LoadedDirectory } from '../run/loaded-migration.ts';
import { compareWithLive } from './compare-live.ts';
import { judgeDrift } from './prove-drift.ts';
import { judgeFiles } from './prove-files.ts';
import { claimsItsChanges, judgeLedger } from './prove-ledger.ts';
import { judgeReplay } from './prove-replay.ts';
import { type LiveDatabase, readLive } from './read-live.ts';
import { type ReplayRequest, replayDirectory } from './replay/replay-directory.ts';
import { overallVerdict, type Verification, type VerifyProof, verdictOf } from './report.ts';

/** Everything that verifying one database stands on. */
export interface VerifyInput extends Omit<ReplayRequest, 'migrations' | 'recorded'> {
	/** The database, opened for reading, and not in a transaction. */
	readonly connection: Connection;
	readonly directory: LoadedDirectory;
	/** The migrations table that `plumbline.json` describes. */
	readonly described?: DescribedLedger;
}

/**
 * Proves of one database, by replay on a shadow, that migrations table, files and schema agree, or says where they do
 * not. Writes nothing to the database. Throws `DatabaseError` where it cannot be read, and `RunCancelledError`.
 */
export async function verifyDatabase(input: VerifyInput): Promise<Verification> {
	const live = await readLive(input.connection, input.described);
	const began = performance.now();
	const comparison = compareWithLedger(input.directory, live.entries);
	const recorded = comparison.migrations
		.filter(({ entry }) => entry !== undefined && claimsItsChanges(entry))
		.map(({ migration }) => migration);
	const files = judgeFiles(comparison, live.table);
	const filesMs = performance.now() - began;
	let driftMs = 0;
	const replayed = await replayDirectory(
		{ ...input, migrations: input.directory.migrations, recorded },
		async (schema, shadow) => {
			const started = performance.now();
			const found = await compareWithLive(schema, live.schema, shadow, input.connection.version);
			driftMs = performance.now() - started;
			return found;
		},
	);
	const replay: VerifyProof = {
		proof: 'replay',
		...judgeReplay(replayed.all.steps),
		ms: replayed.ms - driftMs,
	};
	const version = recorded.at(-1)?.file.version;
	if (live.ledger !== 'there') return withoutLedger(live, replay, input.directory);

	const drift = judgeDrift({
		comparison: replayed.recorded.found,
		expected: replayed.recorded.schema,
		live: live.schema,
		later: replayed.all.schema,
		steps: replayed.recorded.steps,
		withoutFile: comparison.withoutFile,
	});
	const ledger = judgeLedger(comparison, live.entries, drift.verdict === 'proved');
	const proofs: readonly VerifyProof[] = [
		{ proof: 'ledger', verdict: verdictOf(ledger), evidence: ledger, ms: live.ms },
		{
			proof: 'files',
			verdict: files.verdict,
			evidence: files.evidence,
			ms: filesMs,
			...(!files.possible && { required: false }),
		},
		replay,
		{ proof: 'drift', ...drift, ms: driftMs },
	];
	return { ...(version !== undefined && { version }), verdict: overallVerdict(proofs), proofs };
}

/** Without its entries nothing can be said of a database but whether the migrations themselves are sound. */
function withoutLedger(live: LiveDatabase, replay: VerifyProof, { migrations }: LoadedDirectory): Verification {
	const { tables, objects } = live.schema;
	const isEmpty = tables.size === 0 && objects.size === 0;
	const message =
		live.fault ??
		(isEmpty
			? `not initialised: there is no migrations table ${live.table}, and nothing else; ${migrations.length} migrations are pending`
			: `there is no migrations table ${live.table}, but ${tables.size} tables: which migrations made them is not known`);
	const unknown = { verdict: 'not proved', evidence: [], ms: 0 } as const;
	const proofs: readonly VerifyProof[] = [
		{
			proof: 'ledger',
			verdict: live.ledger === 'missing' && isEmpty ? 'not proved' : 'failed',
			evidence: [{ message }],
			ms: live.ms,
		},
		{ proof: 'files', ...unknown },
		replay,
		{ proof: 'drift', ...unknown },
	];
	return { verdict: overallVerdict(proofs), proofs };
}
