import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { allRules } from '../../../src/lint/rules/all.ts';
import { lintExample } from '../../support/lint-example.ts';

describe('the examples of every rule', () => {
	for (const { meta } of allRules) {
		describe(meta.id, () => {
			for (const example of meta.bad) {
				it(`reports: ${example.title} (${example.dialect})`, async () => {
					const findings = await lintExample(example);
					assert.ok(
						findings.some(({ rule }) => rule === meta.id),
						`found only ${JSON.stringify(findings.map(({ rule, message }) => ({ rule, message })))}`,
					);
				});
				it(`has fixes that work: ${example.title} (${example.dialect})`, async () => {
					await checkFixes(example, meta.id);
				});
			}
			for (const example of meta.good) {
				it(`is silent on: ${example.title} (${example.dialect})`, async () => {
					const findings = await lintExample(example);
					assert.deepEqual(
						findings.filter(({ rule }) => rule === meta.id),
						[],
					);
				});
			}
		});
	}
});

/** After any fix the finding is gone; after a safe one no other rule has anything new to say either. */
async function checkFixes(example: Example, rule: string): Promise<void> {
	const before = await lintExample(example);
	for (const finding of before.filter((found) => found.rule === rule)) {
		for (const fix of finding.fixes) {
			const files = renamed(example.files, fix.rename);
			for (const [name, text] of Object.entries(files)) {
				files[name] = applyEdits(
					text,
					fix.edits.filter(({ uri }) => uri.endsWith(`/${name}`)),
				);
			}
			const after = await lintExample({ ...example, files });
			assert.ok(
				!after.some((found) => isSame(found, finding)),
				`"${fix.title}" leaves the finding: ${JSON.stringify(files)}`,
			);
			if (fix.safety === 'safe') {
				const added = after.filter((found) => !before.some((known) => known.rule === found.rule));
				assert.deepEqual(added, [], `"${fix.title}" brings new findings`);
			}
		}
	}
}

function isSame(a: Finding, b: Finding): boolean {
	return a.rule === b.rule && a.uri === b.uri && a.message === b.message;
}

function renamed(
	files: Readonly<Record<string, string>>,
	rename: { from: string; to: string } | undefined,
): Record<string, string> {
	if (rename === undefined) return { ...files };
	const name = (uri: string) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
	return Object.fromEntries(
		Object.entries(files).map(([key, text]) => [key === name(rename.from) ? name(rename.to) : key, text]),
	);
}
