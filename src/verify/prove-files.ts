import { checksumOf } from '../run/checksum.ts';
import { type LedgerComparison, upgradeUnchanged } from '../run/ledger-comparison.ts';
import { migrationLabel } from '../run/loaded-migration.ts';
import { claimsItsChanges } from './prove-ledger.ts';
import { type Verdict, type VerifyEvidence, verdictOf } from './report.ts';

/** What holding the files against their checksums found. */
export interface FilesJudgement {
	readonly verdict: Verdict;
	readonly evidence: readonly VerifyEvidence[];
	/** False where the migrations table keeps no checksums. */
	readonly possible: boolean;
}

/** Finds out whether the text of each applied migration is what ran. */
export function judgeFiles({ migrations }: LedgerComparison, table: string): FilesJudgement {
	const applied = migrations.filter(({ entry }) => entry !== undefined && claimsItsChanges(entry));
	const known = applied.filter(({ entry }) => entry?.checksum !== undefined);
	if (applied.length > 0 && known.length === 0) {
		const message = `${table} keeps no checksums, so whether a file was edited after it ran cannot be told`;
		return { verdict: 'not proved', evidence: [{ message, note: true }], possible: false };
	}
	const evidence = known.flatMap(({ migration, entry }): readonly VerifyEvidence[] => {
		if (entry === undefined || entry.checksum === checksumOf(migration.source)) return [];
		const pinned = { version: migration.file.version, uri: migration.file.uri };
		return upgradeUnchanged(migration, entry)
			? [
					{
						...pinned,
						note: true,
						message: `${migrationLabel(migration)} was edited after it ran, but not its upgrade`,
					},
				]
			: [{ ...pinned, message: `${migrationLabel(migration)} was edited after it ran` }];
	});
	const unknown = applied.length - known.length;
	if (unknown === 0) return { verdict: verdictOf(evidence), evidence, possible: true };
	const message = `${unknown} of ${applied.length} entries have no checksum, so whether those files were edited cannot be told`;
	const verdict = verdictOf(evidence) === 'failed' ? 'failed' : 'not proved';
	return { verdict, evidence: [...evidence, { message, note: true }], possible: true };
}
