import type { ReplayedStep } from './replay/replay.ts';
import type { Verdict, VerifyEvidence } from './report.ts';

/** Tells which migrations do not run one after the other on an empty database, in the database's words. */
export function judgeReplay(steps: readonly ReplayedStep[]): {
	readonly verdict: Verdict;
	readonly evidence: readonly VerifyEvidence[];
} {
	const failures = steps.flatMap((step) => step.failures.map((failure) => ({ ...failure, step })));
	const evidence = failures.map(
		({ failure, step }): VerifyEvidence => ({
			message: failure.message,
			version: step.migration.file.version,
			uri: failure.uri ?? step.migration.file.uri,
			...(failure.range && { range: failure.range }),
		}),
	);
	if (failures.some(({ verdict }) => verdict === 'failed')) return { verdict: 'failed', evidence };
	return { verdict: failures.length === 0 ? 'proved' : 'not proved', evidence };
}
