import { nearestName } from '../schema/nearest-name.ts';
import { LineIndex } from '../sql/line-index.ts';
import type { Finding, Severity } from './finding.ts';
import type { RuleSettings } from './lint-migration.ts';
import { unusedSuppression } from './rules/lint/unused-suppression.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

export interface SuppressionContext {
	readonly uri: string;
	readonly source: string;
	readonly released: boolean;
	/** The ids of all rules, to tell a misspelt one. */
	readonly rules: readonly string[];
	readonly settings: RuleSettings;
}

/** Returns the findings of one document without those that its comments suppress, and with a finding for each comment in vain. */
export function applySuppressions(findings: readonly Finding[], context: SuppressionContext): readonly Finding[] {
	const suppressions = readSuppressions(context.source);
	if (suppressions.length === 0) return findings;
	const lines = new LineIndex(context.source);
	const used = new Set<Suppression>();
	const left = findings.filter((finding) => {
		const { line } = lines.positionAt(finding.range.start);
		const by = suppressions.filter(
			({ rule, scope }) => rule === finding.rule && (scope === 'file' || scope.line === line),
		);
		for (const suppression of by) used.add(suppression);
		return by.length === 0;
	});
	const inVain = suppressions.filter((suppression) => !used.has(suppression));
	const severity = context.settings[unusedSuppression.meta.id] ?? unusedSuppression.meta.severity;
	if (severity === 'off') return left;
	return [...left, ...inVain.map((suppression) => inVainFinding(suppression, suppressions, severity, context))];
}

function inVainFinding(
	suppression: Suppression,
	all: readonly Suppression[],
	severity: Severity,
	{ uri, rules, released }: SuppressionContext,
): Finding {
	const known = rules.includes(suppression.rule);
	const near = known ? undefined : nearestName(suppression.rule, rules);
	const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
	const message = known
		? `Nothing here breaks \`${suppression.rule}\`: this suppression has no effect.`
		: `There is no rule \`${suppression.rule}\`, so this suppresses nothing.${hint}`;
	// A comment that names several rules may be needed for the others.
	const alone = all.filter(({ comment }) => comment.start === suppression.comment.start).length === 1;
	const remove = {
		title: 'Remove the suppression',
		safety: 'safe',
		edits: [{ uri, range: suppression.comment, newText: '' }],
	} as const;
	const replace = {
		title: `Replace by \`${near}\``,
		safety: 'suggested',
		edits: [{ uri, range: suppression.range, newText: near ?? '' }],
	} as const;
	return {
		rule: unusedSuppression.meta.id,
		severity,
		message,
		uri,
		range: suppression.range,
		related: [],
		fixes: released ? [] : [...(near === undefined ? [] : [replace]), ...(alone && near === undefined ? [remove] : [])],
		released,
	};
}
