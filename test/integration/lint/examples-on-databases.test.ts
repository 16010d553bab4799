import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Connection } from '../../../src/database/connection.ts';
import { openPglite } from '../../../src/database/postgresql/open-pglite.ts';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { allRules } from '../../../src/lint/rules/all.ts';
import { lintExample } from '../../support/lint-example.ts';
import { type Outcome, type RunConditions, runExample } from '../../support/run-example.ts';

/** What a rule says that the database does with the last file. */
interface Claim extends RunConditions {
	readonly bad: (finding: Finding) => Outcome;
	/** What it does with it where no table has a row. */
	readonly onEmpty?: (finding: Finding) => Outcome;
}

const isRefused = (): Outcome => 'refused';

/** Rules whose claim is more than that the database refuses the last file when it runs at once. */
const claims: Readonly<Record<string, Claim>> = {
	'data/required-column': { rows: true, bad: isRefused, onEmpty: () => 'done' },
	'idempotency/guard-hides-change': { bad: () => 'nothing' },
	'locking/concurrently-in-transaction': { transactions: true, bad: isRefused },
	'schema/drop-missing': { bad: ({ severity }) => (severity === 'warning' ? 'nothing' : 'refused') },
	'sqlite/foreign-keys-in-transaction': { transactions: true, bad: () => 'nothing' },
	'sqlite/unsupported-alter': {
		rows: true,
		bad: isRefused,
		onEmpty: ({ message }) => (message.includes('as soon as') ? 'done' : 'refused'),
	},
	'transaction/not-transactional': { transactions: true, bad: isRefused },
};

/** Of each rule that says what the database does. An idempotency rule says that it refuses the last file's second run. */
const judged = allRules.flatMap(({ meta }): readonly { meta: typeof meta; claim: Claim }[] => {
	const claim = claims[meta.id];
	if (claim !== undefined) return [{ meta, claim }];
	if (meta.id.startsWith('idempotency/')) return [{ meta, claim: { runs: 2, bad: isRefused } }];
	return meta.id.startsWith('schema/') ? [{ meta, claim: { bad: isRefused } }] : [];
});

describe('what rules claim, judged by the databases', () => {
	let postgresql: Connection;
	before(async function () {
		this.timeout(60_000);
		postgresql = await openPglite();
	});
	after(async () => postgresql.close());

	const outcomeOf = (example: Example, claim: Claim) => runExample(example, claim, postgresql);

	for (const { meta, claim } of judged) {
		for (const example of meta.bad) {
			it(`${meta.id}: ${example.title} is as the rule says (${example.dialect}), and its fixes mend it`, async () => {
				const findings = (await lintExample(example)).filter(({ rule }) => rule === meta.id);
				const [first] = findings;
				assert.ok(first !== undefined);
				const expected = claim.bad(first);
				assert.equal(await outcomeOf(example, claim), expected, first.message);
				if (claim.onEmpty !== undefined) {
					assert.equal(await outcomeOf(example, { ...claim, rows: false }), claim.onEmpty(first), first.message);
				}
				for (const files of findings.flatMap((finding) => fixed(example, finding))) {
					const outcome = await outcomeOf({ ...example, files }, claim);
					assert.ok(outcome !== 'refused' && outcome !== expected, `${outcome}: ${JSON.stringify(files)}`);
				}
			});
		}
		for (const example of meta.good) {
			it(`${meta.id}: ${example.title} runs (${example.dialect})`, async () => {
				assert.notEqual(await outcomeOf(example, claim), 'refused');
			});
		}
	}
});

/** Returns the files after each of the fixes of a finding. */
function fixed(example: Example, { fixes }: Finding): readonly Example['files'][] {
	return fixes.map(({ edits }) =>
		Object.fromEntries(
			Object.entries(example.files).map(([name, text]) => {
				const own = edits.filter(({ uri }) => uri.endsWith(`/${name}`));
				return [name, applyEdits(text, own)] as const;
			}),
		),
	);
}
