import type { Fix, Severity } from '../../lint/finding.ts';
import { groupBy } from '../../sql/group-by.ts';
import type { LocatedFinding, Location, Locator } from './locator.ts';

export interface SarifRule {
	readonly id: string;
	readonly summary: string;
	readonly why: string;
	readonly severity: Severity | 'off';
}

const LEVELS: Readonly<Record<Severity | 'off', string>> = {
	error: 'error',
	warning: 'warning',
	information: 'note',
	hint: 'note',
	off: 'none',
};

/**
 * Returns findings as a SARIF 2.1.0 log, their fixes included (a fix that renames a file cannot be said in SARIF and is left out).
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(
	findings: readonly LocatedFinding[],
	rules: readonly SarifRule[],
	locator: Locator,
	version: string,
) {
	const used = rules.filter(({ id }) => findings.some(({ finding }) => finding.rule === id));
	return {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'plumbline', version, rules: used.map(ruleOf) } },
				columnKind: 'utf16CodeUnits',
				results: findings.map(({ finding, location }) => {
					const fixes = finding.fixes.filter(({ edits, rename }) => edits.length > 0 && rename === undefined);
					return {
						ruleId: finding.rule,
						ruleIndex: used.findIndex(({ id }) => id === finding.rule),
						level: LEVELS[finding.severity],
						message: { text: finding.message },
						locations: [locationOf(location)],
						...(finding.related.length > 0 && {
							relatedLocations: finding.related.map(({ message, uri, range }) => ({
								...locationOf(locator.locate(uri, range)),
								message: { text: message },
							})),
						}),
						...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, locator)) }),
					};
				}),
			},
		],
	};
}

function ruleOf({ id, summary, why, severity }: SarifRule) {
	return {
		id,
		shortDescription: { text: summary },
		fullDescription: { text: why },
		defaultConfiguration: severity === 'off' ? { enabled: false } : { level: LEVELS[severity] },
	};
}

function locationOf(location: Location) {
	return { physicalLocation: { artifactLocation: artifactOf(location.path), region: regionOf(location) } };
}

/** Relative references are URIs too, so their segments are encoded. */
function artifactOf(path: string) {
	return { uri: path.split('/').map(encodeURIComponent).join('/') };
}

function regionOf({ start, end }: Location) {
	return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf(fix: Fix, locator: Locator) {
	return {
		description: { text: fix.title },
		artifactChanges: [...groupBy(fix.edits, ({ uri }) => uri)].map(([uri, edits]) => ({
			artifactLocation: artifactOf(locator.locate(uri, { start: 0, end: 0 }).path),
			replacements: edits.map((edit) => ({
				deletedRegion: regionOf(locator.locate(uri, edit.range)),
				insertedContent: { text: edit.newText },
			})),
		})),
	};
}
