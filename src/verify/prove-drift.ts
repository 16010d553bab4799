import type { Entry } from '../ledger/entry.ts';
import { label as constraintLabel } from '../schema/compare/constraints.ts';
import type { Difference, DifferenceSubject } from '../schema/difference.ts';
import type { Schema } from '../schema/schema.ts';
import type { LiveComparison } from './compare-live.ts';
import { describeDifference, describeSubject } from './describe-difference.ts';
import type { ReplayedStep } from './replay/replay.ts';
import type { Verdict, VerifyEvidence } from './report.ts';

export interface DriftFacts {
	readonly comparison: LiveComparison;
	/** The schema that the recorded migrations make. */
	readonly expected: Schema;
	readonly live: Schema;
	/** The schema that all migrations make. */
	readonly later: Schema;
	/** The recorded migrations as they were replayed. */
	readonly steps: readonly ReplayedStep[];
	/** Recorded migrations whose file is gone. */
	readonly withoutFile: readonly Entry[];
}

/** Tells each difference, pinned on the migration that should have made it; what cannot be known is not told as one. */
export function judgeDrift(facts: DriftFacts): {
	readonly verdict: Verdict;
	readonly evidence: readonly VerifyEvidence[];
} {
	const { comparison, expected, live, later, steps, withoutFile } = facts;
	const unknown = [
		...steps
			.filter(({ effectsKnown }) => !effectsKnown)
			.map(({ migration }) => ({ version: migration.file.version, source: migration.source })),
		...withoutFile.map(({ version, sql }) => ({ version, source: sql })),
	];
	const mayBeBy = ({ subject }: Difference) => unknown.filter(({ source }) => mentions(source, subject));
	const differences = withoutImplied(comparison.differences, expected, live);
	const certain = differences.filter((difference) => mayBeBy(difference).length === 0);
	const uncertain = differences.filter((difference) => mayBeBy(difference).length > 0);
	const evidence = certain.map((difference): VerifyEvidence => {
		const { origin } = difference;
		return {
			message: describeDifference(difference, later),
			difference,
			...(origin && { version: origin.version, uri: origin.uri, range: { start: origin.start, end: origin.end } }),
		};
	});
	const notes = [...notJudged(uncertain, unknown), ...(comparison.note === undefined ? [] : [comparison.note])];
	const all = [...evidence, ...notes.map((message): VerifyEvidence => ({ message, note: true }))];
	if (evidence.length > 0) return { verdict: 'failed', evidence: all };
	return { verdict: unknown.length === 0 ? 'proved' : 'not proved', evidence: all };
}

function notJudged(
	uncertain: readonly Difference[],
	unknown: readonly { readonly version: string }[],
): readonly string[] {
	if (unknown.length === 0) return [];
	const versions = unknown.map(({ version }) => version).join(', ');
	const why = `what ${versions} ${unknown.length === 1 ? 'does' : 'do'} could not be replayed`;
	if (uncertain.length === 0) return [`${why}, so there may be more`];
	const shown = uncertain.slice(0, 5).map(({ subject }) => describeSubject(subject));
	const more = uncertain.length > shown.length ? `, and ${uncertain.length - shown.length} more` : '';
	return [`${why}, so this is not judged: ${shown.join(', ')}${more}`];
}

/** True where a migration whose effects are not known may have to do with something: it names its table, or cannot be read. */
function mentions(source: string | undefined, subject: DifferenceSubject): boolean {
	if (source === undefined) return true;
	const keys = subject.kind === 'object' ? subject.object.split(' on ') : [subject.table];
	return keys.some((key) => {
		const name = key.slice(key.lastIndexOf('.') + 1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'iu').test(source);
	});
}

/** Without constraints and indexes that are missing (or too many) because a column of theirs is: that is one fault. */
function withoutImplied(differences: readonly Difference[], expected: Schema, live: Schema): readonly Difference[] {
	const columns = new Set(
		differences.flatMap(({ type, subject }) =>
			subject.kind === 'column' ? [`${type} ${subject.table}.${subject.column}`] : [],
		),
	);
	return differences.filter(({ type, subject }) => {
		if (type === 'changed' || (subject.kind !== 'constraint' && subject.kind !== 'index')) return true;
		const schema = type === 'missing' ? expected : live;
		return !columnsOf(schema, subject).some((column) => columns.has(`${type} ${subject.table}.${column}`));
	});
}

function columnsOf(
	schema: Schema,
	subject: DifferenceSubject & { readonly kind: 'constraint' | 'index' },
): readonly string[] {
	if (subject.kind === 'index') return schema.indexes.get(subject.index)?.columns ?? [];
	const constraints = schema.tables.get(subject.table)?.constraints ?? [];
	return constraints.find((other) => constraintLabel(other) === subject.constraint)?.columns ?? [];
}
