import type { Finding, Fix, Severity } from './finding.ts';
import type { DirectoryFacts, MigrationFacts, Report, Rule } from './rule.ts';

/** Severities that `plumbline.json` gives to rules; a rule that is not named has its own default. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/**
 * Returns what the rules find in one migration, in the order of the document. On a released migration only rules that
 * break the next run report with their own weight; the others come back marked `released`, for faces to fold away.
 */
export function lintMigration(facts: MigrationFacts, rules: readonly Rule[], settings: RuleSettings): Finding[] {
	const findings: Finding[] = [];
	for (const rule of rules) {
		if (rule.check === undefined || !rule.meta.dialects.includes(facts.dialect.name)) continue;
		for (const report of isOff(rule, settings) ? [] : rule.check(facts)) {
			findings.push(toFinding(rule, report, settings, report.uri ?? facts.file.uri, facts.released));
		}
	}
	return findings.sort((a, b) => a.range.start - b.range.start || a.rule.localeCompare(b.rule));
}

/** Returns what the rules find in the names and numbers of a directory's files. */
export function lintDirectory(facts: DirectoryFacts, rules: readonly Rule[], settings: RuleSettings): Finding[] {
	const findings: Finding[] = [];
	for (const rule of rules) {
		if (rule.checkDirectory === undefined || isOff(rule, settings)) continue;
		for (const report of rule.checkDirectory(facts)) {
			const whole = { ...report, range: { start: 0, end: 0 } };
			findings.push(toFinding(rule, whole, settings, report.file.uri, facts.isReleased(report.file)));
		}
	}
	return findings;
}

function isOff(rule: Rule, settings: RuleSettings): boolean {
	return (settings[rule.meta.id] ?? rule.meta.severity) === 'off';
}

/** The user's severity wins over the rule's, and a report's own over its rule's default. */
function severityOf(rule: Rule, report: Report, settings: RuleSettings): Severity {
	const severity = settings[rule.meta.id] ?? report.severity ?? rule.meta.severity;
	return severity === 'off' ? 'information' : severity;
}

function toFinding(rule: Rule, report: Report, settings: RuleSettings, uri: string, released: boolean): Finding {
	return {
		rule: rule.meta.id,
		severity: severityOf(rule, report, settings),
		message: report.message,
		uri,
		range: report.range,
		related: report.related ?? [],
		fixes: released ? [] : (report.fixes ?? []).map(checked),
		released: released && !rule.meta.alsoReleased,
	};
}

/** A rule whose fix overlaps itself would corrupt a file: that is a fault of the rule, found by its tests. */
function checked(fix: Fix): Fix {
	for (const [index, edit] of fix.edits.entries()) {
		const next = fix.edits[index + 1];
		if (next !== undefined && next.uri === edit.uri && next.range.start < edit.range.end) {
			throw new Error(`the edits of the fix "${fix.title}" overlap`);
		}
	}
	return fix;
}
