import type { Difference } from '../schema/difference.ts';
import type { TextRange } from '../sql/text-range.ts';

export type Verdict = 'proved' | 'failed' | 'not proved';

/** One sentence of a proof. Plain data. */
export interface VerifyEvidence {
	/** Names migration and object. */
	readonly message: string;
	/** The migration that it is pinned on. */
	readonly version?: string;
	readonly uri?: string;
	readonly range?: TextRange;
	readonly difference?: Difference;
	/** Worth knowing, and no fault: the proof does not fail of it. */
	readonly note?: true;
}

/** What one way of looking at a database found. */
export interface VerifyProof {
	readonly proof: 'ledger' | 'files' | 'replay' | 'drift';
	readonly verdict: Verdict;
	readonly evidence: readonly VerifyEvidence[];
	readonly ms: number;
	/** False where it cannot be made of this database at all, so that the whole does not wait for it. */
	readonly required?: false;
}

/** What verifying one database found. */
export interface VerifyReport {
	readonly environment: string;
	readonly name: string;
	/** The version up to which the expected schema was replayed. */
	readonly version?: string;
	readonly verdict: Verdict;
	readonly proofs: readonly VerifyProof[];
}

/** A report, but for the names that a project gives the database. */
export type Verification = Omit<VerifyReport, 'environment' | 'name'>;

/** Failed where a proof failed; proved only where all that is required was proved. */
export function overallVerdict(proofs: readonly VerifyProof[]): Verdict {
	if (proofs.some(({ verdict }) => verdict === 'failed')) return 'failed';
	const required = proofs.filter((proof) => proof.required !== false);
	return required.every(({ verdict }) => verdict === 'proved') ? 'proved' : 'not proved';
}

/** The verdict of evidence: failed where any of it is a fault. */
export function verdictOf(evidence: readonly VerifyEvidence[]): Verdict {
	return evidence.some(({ note }) => note !== true) ? 'failed' : 'proved';
}
