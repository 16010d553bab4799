import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Connection } from '../../../src/database/connection.ts';
import { DatabaseError } from '../../../src/database/database-error.ts';
import { openPglite } from '../../../src/database/postgresql/open-pglite.ts';
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { allRules } from '../../../src/lint/rules/all.ts';
import type { DialectName } from '../../../src/sql/dialect.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { lintExample } from '../../support/lint-example.ts';

/** Rules that claim that the last file fails when it runs for the second time, and those that it fails at once. */
const judged = allRules.flatMap(({ meta }) => {
	if (meta.id.startsWith('idempotency/')) return [{ meta, runs: 2 }];
	return meta.id.startsWith('schema/') ? [{ meta, runs: 1 }] : [];
});

describe('what rules claim, judged by the databases', () => {
	let postgresql: Connection;
	before(async function () {
		this.timeout(60_000);
		postgresql = await openPglite();
	});
	after(async () => postgresql.close());

	/** Runs all files in order, and the last one `runs` times. Rejects with the database's refusal. */
	const run = async (files: Readonly<Record<string, string>>, dialect: DialectName, runs: number): Promise<void> => {
		const connection = dialect === 'sqlite' ? await openSqlite(':memory:', 'create') : postgresql;
		const reader = await loadDialect(dialect);
		const texts = Object.values(files);
		const ordered = [...texts.slice(0, -1), ...Array.from({ length: runs }, () => texts.at(-1) ?? '')];
		await connection.begin('write');
		try {
			for (const text of ordered) for (const { text: sql } of reader.read(text)) await connection.query(sql);
		} finally {
			await connection.rollback();
			if (connection !== postgresql) await connection.close();
		}
	};

	for (const { meta, runs } of judged) {
		for (const example of meta.bad) {
			it(`${meta.id}: ${example.title} fails (${example.dialect}), and what its fixes make of it does not`, async () => {
				await assert.rejects(run(example.files, example.dialect, runs), DatabaseError);
				for (const files of await fixed(example, meta.id)) await run(files, example.dialect, runs);
			});
		}
		for (const example of meta.good) {
			it(`${meta.id}: ${example.title} runs (${example.dialect})`, async () => {
				await run(example.files, example.dialect, runs);
			});
		}
	}
});

/** Returns the files after each of the fixes that the rule offers. */
async function fixed(example: Example, rule: string): Promise<readonly Readonly<Record<string, string>>[]> {
	const findings = (await lintExample(example)).filter((finding) => finding.rule === rule);
	return findings
		.flatMap(({ fixes }) => fixes)
		.map(({ edits }) =>
			Object.fromEntries(
				Object.entries(example.files).map(([name, text]) => {
					return [
						name,
						applyEdits(
							text,
							edits.filter(({ uri }) => uri.endsWith(`/${name}`)),
						),
					] as const;
				}),
			),
		);
}
