import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { githubAnnotations } from '../../../src/cli/reporters/github-annotations.ts';
import { junitFindings } from '../../../src/cli/reporters/junit-findings.ts';
import { Locator } from '../../../src/cli/reporters/locator.ts';
import { sarifLog } from '../../../src/cli/reporters/sarif-findings.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import { ruleMetas } from '../../../src/project/rule-metas.ts';

const uri = 'file:///project/my%20migrations/001_a.sql';
const source = 'SELECT 1;\r\nCREATE TABLE "😀" (id int);\r\n';
const start = source.indexOf('"😀"');
const finding: Finding = {
	rule: 'idempotency/create',
	severity: 'warning',
	message: '100% of <tables> & "views",\nsaid: plainly',
	uri,
	range: { start, end: start + 4 },
	related: [{ message: 'made here', uri, range: { start: 0, end: 6 } }],
	fixes: [
		{
			title: 'Insert IF NOT EXISTS',
			safety: 'safe',
			edits: [{ uri, range: { start, end: start }, newText: 'IF NOT EXISTS ' }],
		},
		{ title: 'Renumber', safety: 'suggested', edits: [], rename: { from: uri, to: `${uri}2` } },
	],
	released: false,
};
const report = { findings: [finding], files: 1, notShown: 0, sources: new Map([[uri, source]]) };
const locator = new Locator(report, () => 'my migrations/001_a.sql');
const located = locator.locateAll([finding]);

describe('reports for machines', () => {
	it('write GitHub annotations that no character of a message breaks', () => {
		assert.deepEqual(githubAnnotations(located), [
			'::warning file=my migrations/001_a.sql,line=2,endLine=2,col=14,endColumn=18,title=idempotency/create::' +
				'100%25 of <tables> & "views",%0Asaid: plainly',
		]);
	});

	it('write JUnit XML, with one passed case where nothing was found', () => {
		const xml = junitFindings(located);
		assert.ok(xml.includes('message="100% of &lt;tables&gt; &amp; &quot;views&quot;,\nsaid: plainly"'));
		assert.ok(xml.includes('tests="1" failures="1"'));
		assert.ok(junitFindings([]).includes('tests="1" failures="0"'));
		assert.ok(!junitFindings(locator.locateAll([{ ...finding, message: 'a\u0000b' }])).includes('\u0000'));
	});

	it('write SARIF with places in UTF-16 columns and the fixes that it can say', () => {
		const [run] = sarifLog(located, ruleMetas, locator, '1.2.3').runs;
		assert.equal(run?.columnKind, 'utf16CodeUnits');
		assert.deepEqual(
			run?.tool.driver.rules.map(({ id }) => id),
			['idempotency/create'],
		);
		const region = { startLine: 2, startColumn: 14, endLine: 2, endColumn: 18 };
		const artifactLocation = { uri: 'my%20migrations/001_a.sql' };
		assert.deepEqual(run?.results[0]?.locations, [{ physicalLocation: { artifactLocation, region } }]);
		const deletedRegion = { ...region, endColumn: 14 };
		assert.deepEqual(run?.results[0]?.fixes, [
			{
				description: { text: 'Insert IF NOT EXISTS' },
				artifactChanges: [
					{ artifactLocation, replacements: [{ deletedRegion, insertedContent: { text: 'IF NOT EXISTS ' } }] },
				],
			},
		]);
	});
});
